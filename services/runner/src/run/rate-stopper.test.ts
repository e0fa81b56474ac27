import { type Experiment, experimentSchema, type RunRow } from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { rateStopper } from './rate-stopper.ts';

const experiment = (changes: object): Experiment =>
  experimentSchema.parse({
    name: 'x',
    scenario: 's',
    rates: [0.1, 0.2],
    pairs: 1000,
    arms: ['a', 'b', 'c'].map((name) => ({ name, policy: { type: 'none' } })),
    stopping: { type: 'e-value', minPairs: 20 },
    ...changes,
  });

const pair = (verdicts: Record<string, boolean>): RunRow[] =>
  Object.entries(verdicts).map(
    ([arm, success]) =>
      ({ arm, verdict: success ? 'verified_success' : 'correct_failure' }) as RunRow,
  );

/** Observes the same pair until its rate is over; the number of pairs that took. */
function pairsUntilOver(design: Experiment, verdicts: Record<string, boolean>): number | undefined {
  const stopper = rateStopper(design);
  for (let pairs = 1; pairs <= 200; pairs += 1) {
    const stopped = stopper.observe(0.2, pair(verdicts));
    if (stopped === undefined) continue;
    expect(stopped).toMatchObject({ failure_rate: 0.2, pairs });
    expect(stopped.e).toBeGreaterThanOrEqual(20);
    expect([stopper.isOver(0.2), stopper.isOver(0.1)]).toEqual([true, false]);
    return pairs;
  }
  return undefined;
}

describe('sequential stopping', () => {
  it('ends a rate when every arm differs from the first, not before the least number of pairs', () => {
    expect(pairsUntilOver(experiment({}), { a: false, b: true, c: true })).toBe(20);
    expect(
      pairsUntilOver(experiment({ stopping: { type: 'e-value', minPairs: 1 } }), {
        a: false,
        b: true,
        c: true,
      }),
      // With the prior of one half, seven wins in a row make e = 2^7 x 13!!/14!! = 26.8.
    ).toBe(7);
  });

  it('goes on while one arm is like the first, and in a fixed design always', () => {
    expect(pairsUntilOver(experiment({}), { a: false, b: true, c: false })).toBeUndefined();
    const fixed = experiment({ stopping: { type: 'fixed' } });
    expect(pairsUntilOver(fixed, { a: false, b: true, c: true })).toBeUndefined();
  });

  it('looks only at the hypotheses where there are any, and at their rates', () => {
    const verdicts = { a: false, b: true, c: false };
    const about = (rates: number[]) => ({ hypotheses: [{ arm: 'b', against: 'a', rates }] });
    expect(pairsUntilOver(experiment(about([0.2])), verdicts)).toBe(20);
    expect(pairsUntilOver(experiment(about([0.1])), verdicts)).toBeUndefined();
  });
});
