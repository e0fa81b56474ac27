import { scenarioSchema } from '@chaos-lab/contracts';
import { seededRandom } from '@chaos-lab/service-kit/seeded-random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '@chaos-lab/service-kit';
import { learnScenario } from './learn-scenario.ts';
import type { ObservedCall } from './observed-call.ts';
import { pathPattern } from './path-pattern.ts';
import { readAccessLog } from './read-access-log.ts';
import { readHar } from './read-har.ts';
import { segments } from './segments.ts';

const BEGIN = Date.UTC(2026, 0, 1);

/** Calls every 100 ms, of which a share fails inside a window. */
function recording(
  seed: number,
  count: number,
  window: readonly [number, number],
  rate: number,
  bad: Partial<ObservedCall> = { status: 503 },
): ObservedCall[] {
  const random = seededRandom(`recording ${seed}`);
  return Array.from({ length: count }, (_, index): ObservedCall => {
    const isDown = index >= window[0] && index < window[1] && random() < rate;
    return {
      at: BEGIN + index * 100,
      method: 'POST',
      path: `/orders/${index}`,
      status: 200,
      durationMs: 10 + random() * 10,
      ...(isDown && bad),
    };
  });
}

const options = { name: 'learned', source: 'a test' };

describe('a scenario learned from a recording', () => {
  it('finds an outage where it was, as hard as it was', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 100, max: 300 }),
        fc.integer({ min: 60, max: 200 }),
        fc.double({ min: 0.4, max: 1, noNaN: true }),
        (seed, from, length, rate) => {
          const calls = recording(seed, 700, [from, from + length], rate);
          const { rules } = scenarioSchema.parse(learnScenario(calls, options));
          // A hard outage may be told in two parts, never with a gap between them.
          const windows = rules.map(({ schedule }) => {
            if (schedule?.type !== 'window') throw new Error('no window');
            return schedule;
          });
          const fromMs = Math.min(...windows.map((window) => window.fromMs));
          const toMs = Math.max(...windows.map((window) => window.toMs));
          expect(Math.abs(fromMs - from * 100)).toBeLessThanOrEqual(1500);
          expect(Math.abs(toMs - (from + length) * 100)).toBeLessThanOrEqual(1500);
          const lengths = windows.map((window) => window.toMs - window.fromMs);
          expect(lengths.reduce((sum, ms) => sum + ms, 0)).toBe(toMs - fromMs);
          const failures = calls.filter(({ status }) => status === 503).length;
          const asked = rules.reduce(
            (sum, { rate: share }, at) => sum + Number(share) * ((lengths[at] ?? 0) / 100),
            0,
          );
          expect(asked).toBeCloseTo(failures, 0);
          for (const { faults, match } of rules) {
            expect(faults).toMatchObject([{ kind: 'http-error', status: 503 }]);
            expect(match).toEqual({ method: 'POST', path: '/orders/*' });
          }
        },
      ),
      // A seed of its own: chance may hide an edge, once in hundreds of rows.
      { numRuns: 40, seed: 20 },
    );
  });

  it('has no rule for a service that did not fail', () => {
    expect(learnScenario(recording(1, 300, [0, 0], 1), options).rules).toEqual([]);
  });

  it('says at all times what always happened, without a window', () => {
    const [rule] = learnScenario(recording(2, 500, [0, 500], 0.2), options).rules;
    expect(rule?.schedule).toBeUndefined();
    expect(rule?.rate).toBeGreaterThan(0.1);
  });

  it('tells slow answers by the usual ones of the same operation', () => {
    const calls = recording(3, 400, [0, 400], 0.1, { durationMs: 2015 });
    const [rule] = scenarioSchema.parse(learnScenario(calls, options)).rules;
    expect(Math.abs(Number(rule?.rate) - 0.1)).toBeLessThan(0.05);
    const [fault] = rule?.faults ?? [];
    if (fault?.kind !== 'latency' || fault.delay.distribution !== 'lognormal') {
      throw new Error('expected a latency');
    }
    expect(fault.delay.medianMs).toBeGreaterThan(1980);
    expect(fault.delay.medianMs).toBeLessThan(2010);
  });

  it('tells a call without an answer from an answer', () => {
    const calls = recording(4, 300, [100, 200], 1, { status: 0 });
    const [rule] = learnScenario(calls, options).rules;
    expect(rule?.faults).toMatchObject([{ kind: 'close' }]);
  });
});

describe('the share of failures in a row', () => {
  it('is divided without a gap, and no failure is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 1300 }), (row) => {
        const found = segments(row);
        expect(found.at(0)?.from ?? 0).toBe(0);
        expect(found.at(-1)?.to ?? 0).toBe(row.length);
        for (const [index, one] of found.entries()) {
          if (index > 0) expect(one.from).toBe(found[index - 1]?.to);
          expect(one.failures).toBe(row.slice(one.from, one.to).filter(Boolean).length);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('does not change in a row of fair coins', () => {
    const random = seededRandom('coins');
    const parts = Array.from({ length: 60 }, () =>
      segments(Array.from({ length: 300 }, () => random() < 0.2)),
    );
    const divided = parts.filter((found) => found.length > 1).length;
    expect(divided / parts.length).toBeLessThan(0.2);
  });
});

describe('paths', () => {
  it.each([
    ['/orders/17/items/3', '/orders/*/items/*'],
    ['/v1/pets', '/v1/pets'],
    ['/u/5f0c7a52-4c8e-4b43-9a3a-0a0e6d1c7d11', '/u/*'],
    ['/charges/ch_3OqZ2x4eZvKYlo2C', '/charges/*'],
    ['/api/v2beta', '/api/v2beta'],
  ])('%s is one of %s', (path, pattern) => {
    expect(pathPattern(path)).toBe(pattern);
  });
});

describe('recordings', () => {
  it('are read from the Common and the Combined Log Format, in any zone', () => {
    const { calls, unread } = readAccessLog(
      [
        '::1 - bob [28/Nov/2026:12:00:01 +0200] "GET /a?b=c HTTP/1.1" 502 17',
        '::1 - - [28/Nov/2026:10:00:00 +0000] "POST /a HTTP/1.1" 200 17 "-" "curl/8 \\"x\\"" rt=0.250',
        'not a line',
        '::1 - - [28/Nov/2026:10:00:00 +0000] "GET /gone HTTP/1.1" 499 0',
      ].join('\r\n'),
    );
    expect(calls).toEqual([
      { at: Date.UTC(2026, 10, 28, 10), method: 'POST', path: '/a', status: 200, durationMs: 250 },
      {
        at: Date.UTC(2026, 10, 28, 10, 0, 1),
        method: 'GET',
        path: '/a',
        status: 502,
        durationMs: null,
      },
    ]);
    expect(unread).toEqual([3, 4]);
  });

  it('of any bytes give calls or a word, never a stack', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readAccessLog(text).calls).toEqual([]);
        expect(() => readHar('x.har', text)).toThrow(UserError);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (entries) => {
        const { calls, unread } = readHar('x.har', JSON.stringify({ log: { entries } }));
        expect(calls.length + unread.length).toBe(entries.length);
      }),
    );
  });
});
