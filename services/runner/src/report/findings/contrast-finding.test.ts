import type { PairCounts } from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { contrastResult } from '../model/contrast-result.ts';
import { contrastFinding } from './contrast-finding.ts';
import type { Claims } from './finding.ts';

const CLAIMS: Claims = { allowed: true, provisional: false };

type Counts = { readonly rate?: number; both?: number; b?: number; c?: number; neither?: number };

/** `b` pairs only the candidate won, `c` only the reference. */
function finding(
  counts: readonly Counts[],
  options: {
    claims?: Claims;
    metric?: 'verified_success' | 'corrupted';
    test?: 'mid-p' | 'e-value';
  } = {},
) {
  const { claims = CLAIMS, metric = 'verified_success', test = 'mid-p' } = options;
  const pairs = counts.map(
    ({ rate = 0.2, both = 0, b = 0, c = 0, neither = 0 }): PairCounts => ({
      arm: 'playbook',
      against: 'blind-2',
      failure_rate: rate,
      metric,
      pairs: both + b + c + neither,
      both,
      b,
      c,
      neither,
    }),
  );
  const contrast = { candidate: 'playbook', reference: 'blind-2' };
  return contrastFinding(
    contrastResult(contrast, pairs, { metric, confidence: 0.95, test }),
    claims,
  );
}

describe('what a report says of two arms', () => {
  it('says which is better, with everything the claim rests on', () => {
    expect(finding([{ both: 60, b: 30, c: 2, neither: 8 }])).toEqual({
      tone: 'good',
      headline: 'playbook succeeds more often than blind-2 at 20%',
      detail:
        'At 20%: 90% against 62%, +28 points (95% interval +18.6 to +38; 100 pairs, 30 only playbook, ' +
        '2 only blind-2, p < .001 by mid-p McNemar).',
    });
  });

  it('says which is worse', () => {
    const { tone, headline, detail } = finding([{ both: 60, b: 2, c: 30, neither: 8 }]);
    expect(tone).toBe('bad');
    expect(headline).toBe('playbook succeeds less often than blind-2 at 20%');
    expect(detail).toContain('−28 points (95% interval −38 to −18.6');
  });

  it('says that there is no significant difference, and what is not excluded', () => {
    const { tone, headline, detail } = finding([
      { rate: 0.1, both: 90, b: 3, c: 2, neither: 5 },
      { rate: 0.2, both: 80, b: 6, c: 5, neither: 9 },
    ]);
    expect(tone).toBe('plain');
    expect(headline).toBe(
      'No significant difference between playbook and blind-2 in verified success',
    );
    expect(detail).toContain('Holm over 2 rates');
    expect(detail).toMatch(/the intervals reach from −\d.* to \+\d.* points/);
    expect(detail).toContain('A smaller difference is not ruled out.');
  });

  it('says that arms which never differ do not differ', () => {
    expect(finding([{ both: 100 }]).headline).toMatch(/^No significant difference/);
  });

  it('says when no outcome of so few pairs could have been significant', () => {
    const few = finding([{ b: 4 }]);
    expect(few.tone).toBe('caution');
    expect(few.headline).toBe('Too few pairs to tell playbook from blind-2');
    expect(few.detail).toContain('With 4 pairs no outcome could have been significant');
    expect(finding([{ b: 6 }]).headline).toBe('playbook succeeds more often than blind-2 at 20%');
    expect(finding([]).detail).toBe('No pair of both has been run.');
  });

  it('needs more pairs to say anything where it tests more rates', () => {
    const six = (rate: number) => ({ rate, b: 6 });
    expect(finding([0.1, 0.2, 0.3].map(six)).headline).toMatch(/^playbook succeeds more often/);
    expect(finding([0.1, 0.2, 0.3, 0.4].map(six)).headline).toMatch(/^Too few pairs/);
  });

  it('names the rates at which nothing was found beside those at which something was', () => {
    const { headline, detail } = finding([
      { rate: 0, both: 100 },
      { rate: 0.1, both: 97, b: 2, c: 1 },
      { rate: 0.2, both: 70, b: 20, neither: 10 },
      { rate: 0.3, both: 50, b: 40, neither: 10 },
    ]);
    expect(headline).toBe('playbook succeeds more often than blind-2 at 2 of 3 failure rates');
    expect(detail).toContain('The largest difference is at 30%: 90% against 50%');
    expect(detail).toContain('No significant difference at 10%.');
  });

  it('says both where one arm is ahead here and the other there', () => {
    const { tone, headline } = finding([
      { rate: 0.1, both: 60, b: 30, neither: 10 },
      { rate: 0.3, both: 60, c: 30, neither: 10 },
    ]);
    expect(tone).toBe('plain');
    expect(headline).toBe('playbook succeeds more often than blind-2 at 10%, less often at 30%');
  });

  it('claims nothing where a check of the lab has not passed, however large the difference', () => {
    const withheld = finding([{ b: 100 }], {
      claims: { allowed: false, reason: 'A/A check failed at 20%: …' },
    });
    expect(withheld).toEqual({
      tone: 'caution',
      headline: 'No claim about playbook and blind-2',
      detail: 'A/A check failed at 20%: …',
    });
  });

  it('calls what a partial run shows provisional', () => {
    const { headline } = finding([{ both: 60, b: 30, neither: 10 }], {
      claims: { allowed: true, provisional: true },
    });
    expect(headline).toBe('So far: playbook succeeds more often than blind-2 at 20%');
  });

  it('finds less damage good and more damage bad', () => {
    const less = finding([{ c: 20, neither: 80 }], { metric: 'corrupted' });
    expect([less.tone, less.headline]).toEqual([
      'good',
      'playbook corrupts the store less often than blind-2 at 20%',
    ]);
    const more = finding([{ b: 20, neither: 80 }], { metric: 'corrupted' });
    expect([more.tone, more.headline]).toEqual([
      'bad',
      'playbook corrupts the store more often than blind-2 at 20%',
    ]);
  });

  it('judges an experiment that may stop early by the e-value', () => {
    // Mid-p finds 10 to 2 significant; an e-value, which may be looked at at any time, does not.
    const counts = [{ both: 80, b: 10, c: 2, neither: 8 }];
    expect(finding(counts).headline).toMatch(/^playbook succeeds more often/);
    const sequential = finding(counts, { test: 'e-value' });
    expect(sequential.headline).toMatch(/^No significant difference/);
    expect(sequential.detail).toContain('by e-value');
  });
});
