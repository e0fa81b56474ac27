import { type Experiment, experimentSchema, type PairCounts } from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { evaluateHypotheses } from './evaluate-hypotheses.ts';

const experiment = (hypothesis: object, changes: object = {}): Experiment =>
  experimentSchema.parse({
    name: 'x',
    scenario: 's',
    rates: [0, 0.1, 0.2],
    pairs: 100,
    arms: [
      { name: 'blind', policy: { type: 'blind', retries: 2 } },
      { name: 'book', policy: { type: 'none' } },
    ],
    hypotheses: [{ arm: 'book', against: 'blind', ...hypothesis }],
    ...changes,
  });

/** Pairs that only `book` wins (b) and only `blind` wins (c), of 100. */
const counts = (rate: number, b: number, c: number, metric = 'verified_success'): PairCounts => ({
  arm: 'book',
  against: 'blind',
  failure_rate: rate,
  metric: metric as PairCounts['metric'],
  pairs: 100,
  both: 100 - b - c,
  b,
  c,
  neither: 0,
});

/** The same counts written the other way round. */
const turned = ({ arm, against, b, c, ...rest }: PairCounts): PairCounts => ({
  ...rest,
  arm: against,
  against: arm,
  b: c,
  c: b,
});

const held = (...args: Parameters<typeof evaluateHypotheses>): boolean | undefined =>
  evaluateHypotheses(...args)[0]?.held;

describe('a hypothesis', () => {
  it('holds where the pairs show it, whichever way round they were counted', () => {
    const strata = [counts(0.1, 12, 1), counts(0.2, 25, 2)];
    expect(held(experiment({}), strata)).toBe(true);
    expect(held(experiment({}), strata.map(turned))).toBe(true);
    expect(held(experiment({ direction: 'less' }), strata)).toBe(false);
  });

  it('does not hold on a difference that chance explains', () => {
    expect(held(experiment({}), [counts(0.1, 6, 3), counts(0.2, 8, 5)])).toBe(false);
    expect(held(experiment({}), [])).toBe(false);
  });

  it('does not hold for the sweep where one rate contradicts it', () => {
    expect(held(experiment({}), [counts(0.1, 1, 20), counts(0.2, 25, 2)])).toBe(false);
  });

  it('must be shown at every rate that it names', () => {
    const strata = [counts(0.1, 6, 3), counts(0.2, 25, 2)];
    expect(held(experiment({}), strata)).toBe(true);
    expect(held(experiment({ rates: [0.2] }), strata)).toBe(true);
    expect(held(experiment({ rates: [0.1, 0.2] }), strata)).toBe(false);
    expect(held(experiment({ rates: [0.1, 0.2] }), [counts(0.2, 25, 2)])).toBe(false);
  });

  it('needs an interval beyond its margin', () => {
    const strata = [counts(0.2, 25, 2)];
    expect(held(experiment({ margin: 0.1 }), strata)).toBe(true);
    expect(held(experiment({ margin: 0.2 }), strata)).toBe(false);
  });

  it('is about its own verdict and rates above 0', () => {
    const hypothesis = { metric: 'corrupted', direction: 'less' };
    expect(held(experiment(hypothesis), [counts(0.2, 2, 25)])).toBe(false);
    expect(held(experiment(hypothesis), [counts(0.2, 2, 25, 'corrupted')])).toBe(true);
    expect(held(experiment(hypothesis), [counts(0, 2, 25, 'corrupted')])).toBe(false);
  });

  it('needs more evidence where the experiment may stop at any time', () => {
    const strata = [counts(0.2, 11, 2)];
    const sequential = { stopping: { type: 'e-value' } };
    expect(held(experiment({}), strata)).toBe(true);
    expect(held(experiment({}, sequential), strata)).toBe(false);
    expect(held(experiment({}, sequential), [counts(0.2, 25, 2)])).toBe(true);
  });
});
