import {
  experimentSchema,
  LAB_CHECKS,
  type LabCheckName,
  scenarioSchema,
  type Summary,
} from '@chaos-lab/contracts';
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
const scenario = scenarioSchema.parse({ name: 's', rules: [] });
const empty = onlineSummary(experiment, scenario, () => ({ low: 0, high: 1 })).snapshot(
  'complete',
  1,
);
const counts = { failure_rate: 0.2, metric: 'verified_success', pairs: 100 } as const;

const summary = (changes: Partial<Summary>): Summary => ({
  ...empty,
  aa: [{ ...counts, arm: 'a.aa', against: 'a', both: 100, b: 0, c: 0, neither: 0 }],
  checks: LAB_CHECKS.map((name) => ({
    name,
    made: true,
    passed: true,
    sentence: `${name} is fine.`,
  })),
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

  const checksWithout = (name: LabCheckName, made: boolean) =>
    LAB_CHECKS.map((one) => ({
      name: one,
      made: one !== name || made,
      passed: one !== name,
      sentence: 'It is not.',
    }));

  it.each(LAB_CHECKS)('lets no claim pass when the check "%s" has not passed', (name) => {
    expect(failedHypotheses(summary({ checks: checksWithout(name, true) }))).toEqual([
      'no claim can be made: It is not.',
    ]);
  });

  it('asks for no A/A check where none was wanted and nothing is claimed', () => {
    const checks = checksWithout('aa', false);
    expect(failedHypotheses(summary({ checks, hypotheses: [] }))).toEqual([]);
    expect(failedHypotheses(summary({ checks }))).toHaveLength(1);
  });
});
