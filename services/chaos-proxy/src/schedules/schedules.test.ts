import { type Schedule, scheduleSchema } from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { GateContext, Moment } from './gate.ts';
import { scheduleKind } from './kinds.ts';
import { stationaryBad } from './burst.ts';

const CONTEXT: GateContext = { seed: 42, session: 's', rule: 'r', rate: 0.8, sweepRate: 0.25 };

function gateOf(input: z.input<typeof scheduleSchema>, context: Partial<GateContext> = {}) {
  const spec: Schedule = scheduleSchema.parse(input);
  const gate = scheduleKind(spec).gate(spec, { ...CONTEXT, ...context });
  return (moment: Partial<Moment>) => gate({ now: 0, ordinal: 1, attempt: 1, ...moment });
}

/** Rates over ordinals 1..n. */
const overOrdinals = (gate: ReturnType<typeof gateOf>, n: number) =>
  Array.from({ length: n }, (_, index) => gate({ ordinal: index + 1 }).rate);

/** Share of `n` moments, `stepMs` apart, at which the schedule is in force. */
const shareOfTime = (gate: ReturnType<typeof gateOf>, n: number, stepMs: number) =>
  Array.from({ length: n }, (_, index) => gate({ now: index * stepMs }).rate).filter((r) => r > 0)
    .length / n;

describe('fail-first-n', () => {
  it('lets a client through that keeps at it', () => {
    const gate = gateOf({ type: 'fail-first-n', n: 2 });
    expect([1, 2, 3, 4].map((attempt) => gate({ attempt }).rate)).toEqual([0.8, 0.8, 0, 0]);
  });
});

describe('every-nth', () => {
  it('counts requests of the session after the offset', () => {
    const gate = gateOf({ type: 'every-nth', n: 3, offset: 2 });
    expect(overOrdinals(gate, 8)).toEqual([0, 0, 0, 0, 0.8, 0, 0, 0.8]);
  });
});

describe('ramp', () => {
  it('goes from one share of the rate to the other over requests, and stays there', () => {
    const gate = gateOf({ type: 'ramp', from: 0, to: 1, overRequests: 4 }, { rate: 1 });
    expect(overOrdinals(gate, 6)).toEqual([0, 0.25, 0.5, 0.75, 1, 1]);
  });
  it('or over time', () => {
    const gate = gateOf({ type: 'ramp', from: 1, to: 0.5, overMs: 1_000 });
    expect([0, 500, 5_000].map((now) => gate({ now }).rate)).toEqual([0.8, 0.8 * 0.75, 0.4]);
  });
});

describe('flap', () => {
  it('is up and down in turn', () => {
    const gate = gateOf({ type: 'flap', upMs: 100, downMs: 50 });
    expect([0, 99, 100, 149, 150, 260].map((now) => gate({ now }).rate)).toEqual([
      0, 0, 0.8, 0.8, 0, 0.8,
    ]);
  });
  it('begins within the cycle where it is told', () => {
    expect(gateOf({ type: 'flap', upMs: 100, downMs: 50, offsetMs: 120 })({}).rate).toBe(0.8);
  });
});

describe('window', () => {
  it('is in force once, from its first ms until just before its last', () => {
    const gate = gateOf({ type: 'window', fromMs: 100, toMs: 150, scope: 'session' });
    expect([0, 99, 100, 149, 150, 1e6].map((now) => gate({ now }).rate)).toEqual([
      0, 0, 0.8, 0.8, 0, 0,
    ]);
  });
});

describe('burst', () => {
  const spec = { type: 'burst', goodToBad: 0.1, badToGood: 0.3, goodRate: 0.01 } as const;

  it('repeats exactly, whether or not every ordinal is asked for', () => {
    const all = overOrdinals(gateOf(spec), 300);
    const gate = gateOf(spec);
    const some = [3, 50, 51, 299].map((ordinal) => gate({ ordinal }).rate);
    expect(some).toEqual([3, 50, 51, 299].map((ordinal) => all[ordinal - 1]));
    expect(overOrdinals(gateOf(spec), 300)).toEqual(all);
    expect(overOrdinals(gateOf(spec, { session: 'other' }), 300)).not.toEqual(all);
  });

  it('has the stationary share and the mean length of its chain', () => {
    const states = overOrdinals(gateOf(spec), 40_000).map((rate) => rate === 0.8);
    const bad = states.filter(Boolean).length;
    const starts = states.filter((state, index) => state && states[index - 1] === false).length;
    expect(stationaryBad({ ...spec })).toBeCloseTo(0.25, 12);
    expect(bad / states.length).toBeCloseTo(0.25, 1);
    expect(bad / starts).toBeGreaterThan(3.1);
    expect(bad / starts).toBeLessThan(3.6);
  });
});

describe('outage', () => {
  const spec = { type: 'outage', meanDownMs: 500, meanUpMs: 2_000 } as const;

  it('is down for its share of the time, over many windows', () => {
    expect(shareOfTime(gateOf(spec), 60_000, 100)).toBeCloseTo(0.2, 1);
    expect(shareOfTime(gateOf(spec), 60_000, 100)).not.toBeCloseTo(0.4, 1);
  });

  it('takes its downtime from the sweep', () => {
    const swept = { type: 'outage', meanDownMs: 500, downtime: 'sweep' } as const;
    expect(shareOfTime(gateOf(swept), 60_000, 100)).toBeCloseTo(0.25, 1);
    expect(shareOfTime(gateOf(swept, { sweepRate: 0 }), 100, 100)).toBe(0);
    expect(shareOfTime(gateOf(swept, { sweepRate: 1 }), 100, 100)).toBe(1);
  });

  it('has the same windows however often it is asked, and others in another session', () => {
    const often = gateOf(spec);
    const seen = new Map<number, number>();
    for (let now = 0; now < 4_000_000; now += 40) seen.set(now, often({ now }).rate);
    const seldom = gateOf(spec);
    for (const now of [0, 12_000, 12_040, 2_500_000, 3_999_960]) {
      expect(seldom({ now }).rate).toBe(seen.get(now));
    }
    const other = gateOf(spec, { session: 'other' });
    const agreeing = [...seen].filter(([now, rate]) => other({ now }).rate === rate).length;
    expect(agreeing / seen.size).toBeLessThan(0.8);
  });

  it('skips a long idle time without walking through it', () => {
    expect([0, 0.8]).toContain(gateOf(spec)({ now: 1e15 }).rate);
  });

  it.each([
    ['always', 0.8],
    ['never', 0],
  ] as const)('starts down: %s', (startsDown, rate) => {
    const starts = Array.from(
      { length: 30 },
      (_, index) => gateOf({ ...spec, startsDown }, { session: `s-${index}` })({}).rate,
    );
    expect(new Set(starts)).toEqual(new Set([rate]));
  });
});

describe('capacity', () => {
  const spec = { type: 'capacity', concurrency: 2, queue: 1, serviceTimeMs: 100 } as const;

  it('serves at once, then queues, then overflows', () => {
    const gate = gateOf(spec);
    expect([gate({}), gate({}), gate({}), gate({})]).toEqual([
      { rate: 0, holdMs: 100 },
      { rate: 0, holdMs: 100 },
      { rate: 0, holdMs: 200 },
      { rate: 0.8, holdMs: 0 },
    ]);
    expect(gate({ now: 100 })).toEqual({ rate: 0, holdMs: 100 });
    expect(gate({ now: 1_000 })).toEqual({ rate: 0, holdMs: 100 });
  });

  it('loses capacity while the trigger lasts, and keeps its backlog afterwards', () => {
    const trigger = { startMs: 0, durationMs: 1_000, loss: 0.5 };
    const gate = gateOf({ ...spec, queue: 100, trigger });
    const holds = Array.from({ length: 12 }, () => gate({}).holdMs);
    expect(holds.slice(0, 4)).toEqual([100, 200, 300, 400]);
    expect(holds.slice(9)).toEqual([1_000, 1_100, 1_100]);
  });

  it('may lose a share that the sweep decides, down to nothing at all', () => {
    const trigger = { startMs: 0, durationMs: 1_000, loss: 'sweep' } as const;
    expect(gateOf({ ...spec, trigger }, { sweepRate: 0 })({}).holdMs).toBe(100);
    expect(gateOf({ ...spec, trigger }, { sweepRate: 1 })({}).holdMs).toBe(1_100);
  });

  it('keeps an overload alive that clients feed with retries after its cause is gone', () => {
    const retriesUntilServed = (triggered: boolean) => {
      const trigger = { startMs: 0, durationMs: 2_000, loss: triggered ? 1 : 0 };
      const gate = gateOf({ ...spec, concurrency: 4, queue: 1_000, trigger });
      // 30 calls a second against 40 of capacity; a client gives up after 500 ms and calls again, thrice.
      const due: { at: number; tries: number }[] = [];
      for (let at = 0; at < 60_000; at += 33) due.push({ at, tries: 0 });
      let lateFailures = 0;
      while (due.length > 0) {
        due.sort((a, b) => a.at - b.at);
        const next = due.shift();
        if (next === undefined) break;
        const { rate, holdMs } = gate({ now: next.at });
        if (rate === 0 && holdMs <= 500) continue;
        if (next.at > 30_000) lateFailures += 1;
        if (next.tries < 3) due.push({ at: next.at + 500, tries: next.tries + 1 });
      }
      return lateFailures;
    };
    expect(retriesUntilServed(false)).toBe(0);
    expect(retriesUntilServed(true)).toBeGreaterThan(500);
  });
});
