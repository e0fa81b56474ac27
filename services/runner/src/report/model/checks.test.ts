import type { FaultAudit, PairCounts, Summary } from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { claimsOf } from '../findings/claims.ts';
import { labChecks } from './checks.ts';

const twins = (b: number, c: number, rate = 0.2): PairCounts => ({
  arm: 'baseline.aa',
  against: 'baseline',
  failure_rate: rate,
  metric: 'verified_success',
  pairs: 100,
  both: 100 - b - c,
  b,
  c,
  neither: 0,
});
const audit = (z: number | null, decided: number, rate = 0.2): FaultAudit => ({
  failure_rate: rate,
  decisions: 1000,
  expected: 200,
  decided,
  z,
});
const summary = (part: Partial<Summary>): Summary =>
  ({ partial: false, aa: [twins(1, 2)], fault_audit: [audit(0.4, 205)], ...part }) as Summary;

const outcome = (part: Partial<Summary>) => {
  const checks = labChecks(summary(part));
  return {
    passed: checks.map((check) => check.passed),
    sentences: checks.map((check) => check.sentence).join(' '),
    claims: claimsOf(checks, summary(part)),
  };
};

describe('the checks of the lab on itself', () => {
  it('pass where twins agree and faults come as asked for', () => {
    const { passed, sentences, claims } = outcome({});
    expect(passed).toEqual([true, true]);
    expect(sentences).toContain('baseline against its own twin, 3 of 100 pairs ended differently');
    expect(sentences).toContain('205 faults among 1,000 different calls, 200 expected');
    expect(claims).toEqual({ allowed: true, provisional: false });
  });

  it('fail where an arm differs from its own twin, and then nothing may be claimed', () => {
    const { passed, sentences, claims } = outcome({ aa: [twins(20, 1)] });
    expect(passed).toEqual([false, true]);
    expect(sentences).toContain('A/A check failed at 20%: baseline differs from its own twin');
    expect(claims).toMatchObject({ allowed: false });
  });

  it('fail where the proxy delivers another rate than asked for', () => {
    const { passed, sentences, claims } = outcome({ fault_audit: [audit(4.7, 260)] });
    expect(passed).toEqual([true, false]);
    expect(sentences).toContain('Fault-rate audit failed at 20%');
    expect(claims).toMatchObject({ allowed: false });
  });

  it('fail where faults come although none were asked for', () => {
    expect(outcome({ fault_audit: [{ ...audit(null, 3, 0), expected: 0 }] }).passed[1]).toBe(false);
    expect(outcome({ fault_audit: [{ ...audit(null, 0, 0), expected: 0 }] }).passed[1]).toBe(true);
  });

  it('are not passed where they were not made', () => {
    const { passed, sentences, claims } = outcome({ aa: [], fault_audit: [] });
    expect(passed).toEqual([false, false]);
    expect(sentences).toContain('Set aaPairs in the experiment.');
    expect(claims).toMatchObject({ allowed: false });
  });

  it('allow for the number of rates: one odd rate among many stops no honest experiment', () => {
    const calm = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35].map((rate) => audit(0.2, 203, rate));
    const odd = audit(2.7, 234, 0.4);
    expect(outcome({ fault_audit: [odd] }).passed[1]).toBe(false);
    expect(outcome({ fault_audit: [...calm, odd] }).passed[1]).toBe(true);
  });

  it('make what a partial run shows provisional', () => {
    expect(outcome({ partial: true }).claims).toEqual({ allowed: true, provisional: true });
  });
});
