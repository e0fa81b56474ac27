import { experimentSchema, type Summary } from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { onlineSummary } from '../summary/online-summary.ts';
import { failedHypotheses } from './judge.ts';

const experiment = experimentSchema.parse({
  name: 'x',
  scenario: 's',
  rates: [0.2],
  pairs: 10,
  arms: ['a', 'b'].map((name) => ({ name, policy: { type: 'none' } })),
  hypotheses: [{ arm: 'b', against: 'a' }],
  aaPairs: 10,
});
const empty = onlineSummary(experiment, 's', () => ({ low: 0, high: 1 })).snapshot('complete', 1);
const counts = { failure_rate: 0.2, metric: 'verified_success', pairs: 100 } as const;

const summary = (changes: Partial<Summary>): Summary => ({
  ...empty,
  aa: [{ ...counts, arm: 'a.aa', against: 'a', both: 100, b: 0, c: 0, neither: 0 }],
  fault_audit: [{ failure_rate: 0.2, decisions: 500, expected: 100, decided: 104, z: 0.4 }],
  hypotheses: empty.hypotheses.map(({ hypothesis }) => ({ hypothesis, held: true, rates: [] })),
  ...changes,
});

describe('the judgement of an experiment', () => {
  it('finds nothing wrong where checks pass and hypotheses hold', () => {
    expect(failedHypotheses(summary({}))).toEqual([]);
  });

  it('says which hypothesis does not hold, with its numbers', () => {
    const rate = { failure_rate: 0.2, pairs: 100, difference: 0.02, low: -0.05, high: 0.09 };
    const [result] = summary({}).hypotheses;
    if (result === undefined) throw new Error('no hypothesis');
    const failed = {
      ...result,
      held: false,
      rates: [{ ...rate, p: 0.5, standing: 'open' as const }],
    };
    expect(failedHypotheses(summary({ hypotheses: [failed] }))).toEqual([
      'the hypothesis that b has more verified_success than a does not hold: 2.0% [-5.0%, 9.0%], p 0.50 at rate 0.2',
    ]);
  });

  it('lets no claim pass when an arm differs from its own twin, or the faults are not those asked for', () => {
    const differing = { ...counts, arm: 'a.aa', against: 'a', both: 60, b: 40, c: 0, neither: 0 };
    expect(failedHypotheses(summary({ aa: [differing] }))).toEqual([
      expect.stringContaining('no claim can be made: A/A check failed') as unknown,
    ]);
    const audit = { failure_rate: 0.2, decisions: 500, expected: 100, decided: 160, z: 6.7 };
    expect(failedHypotheses(summary({ fault_audit: [audit] }))).toEqual([
      expect.stringContaining('no claim can be made: Fault-rate audit failed') as unknown,
    ]);
    expect(failedHypotheses(summary({ aa: [] }))).toEqual([
      expect.stringContaining('The A/A check was not made') as unknown,
    ]);
  });
});
