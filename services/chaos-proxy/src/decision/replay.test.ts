import { describe, expect, it } from 'vitest';
import { readTape } from '../tape/read-tape.ts';
import { line } from '../tape/ndjson.ts';
import { Recording } from '../tape/recording.ts';
import { call, type TestEngine, testEngine } from '../testing/test-engine.ts';

const SCENARIO = {
  rules: [
    {
      match: { arm: 'slow' },
      faults: [{ kind: 'reset' as const }],
      schedule: { type: 'capacity' as const, concurrency: 1, queue: 1, serviceTimeMs: 50 },
    },
    {
      match: { arm: 'limited' },
      faults: [{ kind: 'rate-limit' as const, limit: 2, refillPerS: 1 }],
    },
    {
      rate: 0.5,
      faults: [
        { kind: 'http-error' as const, status: 503 },
        {
          kind: 'latency' as const,
          delay: { distribution: 'uniform' as const, minMs: 1, maxMs: 9 },
        },
      ],
    },
  ],
};

const CALLS = ['-', 'slow', 'limited'].flatMap((arm) =>
  Array.from({ length: 12 }, (_, index) => ({ arm, session: `s-${index % 3}` })),
);
const fates = (engine: TestEngine) =>
  CALLS.map((one) => {
    const { injection, holdMs, record } = call(engine, one);
    return { injection, holdMs, suppressed: record.suppressed, rate: record.rate };
  });

function recordingOf(engine: TestEngine): Recording {
  const recording = new Recording();
  for (const record of engine.settled) {
    recording.add(structuredClone(record));
  }
  return recording;
}

describe('a replayed tape', () => {
  it('gives the recorded faults, parameters and waits exactly, without seed or scenario', () => {
    const original = testEngine(SCENARIO);
    const wanted = fates(original);
    const replaying = testEngine({ rules: [], seed: 7 });
    replaying.replay(recordingOf(original));
    expect(fates(replaying)).toEqual(wanted);
    expect(new Set(replaying.settled.map(({ source }) => source))).toEqual(new Set(['tape']));
    expect(wanted.filter(({ injection }) => injection !== null).length).toBeGreaterThan(10);
    expect(wanted.some(({ holdMs }) => holdMs > 0)).toBe(true);
  });

  it('does not depend on the order of the sessions', () => {
    const original = testEngine(SCENARIO);
    const wanted = fates(original);
    const replaying = testEngine({ rules: [] });
    replaying.replay(recordingOf(original));
    const order = CALLS.map((_, index) => index).toSorted((a, b) => (a % 3) - (b % 3) || a - b);
    const seen = order.map((index) => ({
      index,
      injection: call(replaying, CALLS[index]).injection,
    }));
    for (const { index, injection } of seen) expect(injection).toEqual(wanted[index]?.injection);
  });

  it('lets a call through that is not on it, and says so', () => {
    const engine = testEngine(SCENARIO);
    engine.replay(recordingOf(engine));
    const { injection, record } = call(engine, { path: '/never-recorded' });
    expect(injection).toBeNull();
    expect(record).toMatchObject({ source: 'tape', parameters: { notRecorded: true } });
  });

  it('may be one from before there were calls: then each record is of the first', async () => {
    const original = testEngine({ rules: [{ rate: 0.5, faults: [{ kind: 'reset' }] }] });
    const numbered = (engine: TestEngine) =>
      ['a', 'b', 'c', 'd'].flatMap((session) =>
        [1, 2, 3].map((attempt) => call(engine, { session, attempt }).injection),
      );
    const wanted = numbered(original);
    const later = new Set(['call', 'retry', 'racing', 'digest', 'key', 'reached', 'effect']);
    const old = original.settled.map((record) => {
      const kept = Object.entries(JSON.parse(line(record)) as object);
      return `${JSON.stringify(Object.fromEntries(kept.filter(([name]) => !later.has(name))))}\n`;
    });
    expect(old.join('')).not.toContain('"call"');
    const recording = new Recording();
    const bad: unknown[] = [];
    async function* tape() {
      yield* old;
    }
    await readTape(tape(), {
      onRecord: (record) => recording.add(record),
      onBadLine: (one) => bad.push(one),
    });
    expect(bad).toEqual([]);
    const replaying = testEngine({ rules: [] });
    replaying.replay(recording);
    expect(numbered(replaying)).toEqual(wanted);
    expect(new Set(wanted.map((injection) => injection === null)).size).toBe(2);
  });

  it('ends when the seed is to decide again', () => {
    const engine = testEngine({ rules: [{ faults: [{ kind: 'hang' }] }] });
    engine.replay(new Recording());
    expect(call(engine).injection).toBeNull();
    engine.stopReplay();
    expect(call(engine).injection?.kind).toBe('hang');
  });
});
