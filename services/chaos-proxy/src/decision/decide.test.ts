import type { ScenarioInput } from '@chaos-lab/contracts';
import {
  assert,
  constantFrom,
  integer,
  property,
  record,
  uniqueArray,
  shuffledSubarray,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { call, factsOf, testEngine } from '../testing/test-engine.ts';

const scenario: ScenarioInput = {
  rules: [
    {
      rate: 0.5,
      faults: [{ kind: 'http-error', status: 503 }, { kind: 'reset' }, { kind: 'hang' }],
    },
  ],
};

const fateOf = (ruling: ReturnType<typeof call>) => ({
  key: `${ruling.record.session} ${ruling.record.operation} ${ruling.record.call} ${ruling.record.attempt}`,
  draws: ruling.record.draws,
  fault: ruling.record.fault,
});

describe('the decision', () => {
  it('is the same in any order of arrival, for every session, operation and attempt that a client numbers', () => {
    const calls = uniqueArray(
      record({
        session: constantFrom('a', 'b', 'c'),
        path: constantFrom('/x', '/y'),
        attempt: integer({ min: 1, max: 5 }),
      }),
      {
        minLength: 1,
        maxLength: 30,
        selector: ({ session, path, attempt }) => `${session} ${path} ${attempt}`,
      },
    );
    assert(
      property(
        calls.chain((list) =>
          shuffledSubarray(list, { minLength: list.length }).map((shuffled) => ({
            list,
            shuffled,
          })),
        ),
        ({ list, shuffled }) => {
          const run = (order: typeof list) => {
            const engine = testEngine(scenario);
            return Object.fromEntries(
              order.map((one) => {
                const { key, ...fate } = fateOf(call(engine, one));
                return [key, fate];
              }),
            );
          };
          expect(run(shuffled)).toEqual(run(list));
        },
      ),
    );
  });

  it('is the same however the sessions interleave, where the proxy counts the attempts', () => {
    const sessions = ['s-0', 's-1', 's-2', 's-3'];
    const alone = sessions.flatMap((session) => {
      const engine = testEngine(scenario);
      return Array.from({ length: 8 }, () => fateOf(call(engine, { session })));
    });
    const engine = testEngine(scenario);
    const woven = Array.from({ length: 8 }, () =>
      sessions.map((session) => fateOf(call(engine, { session }))),
    ).flat();
    const sort = (list: typeof alone) => list.toSorted((a, b) => a.key.localeCompare(b.key));
    expect(sort(woven)).toEqual(sort(alone));
  });

  it('does not know the arm: two arms of a session meet the same faults, each counted by itself', () => {
    const engine = testEngine(scenario);
    const left = Array.from({ length: 10 }, () => fateOf(call(engine, { arm: 'left' })));
    const right = Array.from({ length: 10 }, () => fateOf(call(engine, { arm: 'right' })));
    expect(right).toEqual(left);
    expect(left.some(({ fault }) => fault !== null)).toBe(true);
    expect(left.some(({ fault }) => fault === null)).toBe(true);
  });

  it('changes with the seed', () => {
    const fates = [1, 2].map((seed) => {
      const engine = testEngine({ ...scenario, seed });
      return Array.from({ length: 20 }, () => fateOf(call(engine)).fault);
    });
    expect(fates[0]).not.toEqual(fates[1]);
  });

  it('at a lower rate fires on a subset of what fires at a higher one', () => {
    const firing = (rate: number) => {
      const engine = testEngine({ rules: [{ rate, faults: [{ kind: 'reset' }] }] });
      return Array.from({ length: 400 }, () => call(engine))
        .filter(({ injection }) => injection !== null)
        .map(({ record: { attempt } }) => attempt);
    };
    const low = firing(0.1);
    const high = new Set(firing(0.3));
    expect(low.length).toBeGreaterThan(10);
    expect(low.every((attempt) => high.has(attempt))).toBe(true);
  });

  it('takes the attempt that the client names, and leaves the own count alone', () => {
    const engine = testEngine(scenario);
    expect(call(engine, { attempt: 7 }).record.attempt).toBe(7);
    expect(call(engine).record.attempt).toBe(1);
    expect(call(engine).record.ordinal).toBe(3);
  });

  it('is on the tape before anybody can act on it, and completed once', () => {
    const engine = testEngine({ rules: [] });
    const ruling = engine.decide(factsOf());
    expect([...engine.tape.read()]).toEqual([ruling.record]);
    expect(ruling.record.end).toBeNull();
    engine.clock.now += 12;
    const outcome = { end: 'complete', status: 200, upstreamStatus: 200, upstreamMs: 5 } as const;
    ruling.settle(outcome);
    ruling.settle({ ...outcome, end: 'client-abort' });
    expect(engine.settled).toEqual([ruling.record]);
    expect(ruling.record).toMatchObject({ end: 'complete', durationMs: 12, upstreamMs: 5 });
  });
});

describe('rules', () => {
  const named = (name: string, match: object) => ({
    name,
    match,
    rate: 1,
    faults: [{ kind: 'reset' as const }],
  });
  const engine = testEngine({
    rules: [
      named('arm', { arm: '*.r0_2' }),
      named('header', { headers: { 'X-Tier': 'gold*' } }),
      named('write', { method: ['post', 'PUT'], path: '/orders/*' }),
      named('session', { session: 'vip-*' }),
      named('operation', { operation: 'GET /things' }),
    ],
  });
  it.each([
    ['arm', { arm: 'a.r0_2', session: 'vip-1' }],
    ['header', { headers: { 'x-tier': 'golden' } }],
    ['write', { method: 'PUT', path: '/orders/7' }],
    ['session', { session: 'vip-1', path: '/orders/7' }],
    ['operation', {}],
    [null, { path: '/other' }],
  ])('the first that matches decides: %s', (rule, given) => {
    expect(call(engine, given).record.rule).toBe(rule);
  });

  it('without a match draw nothing', () => {
    expect(call(engine, { path: '/other' }).record).toMatchObject({
      draws: null,
      fault: null,
      rate: 0,
    });
  });
});
