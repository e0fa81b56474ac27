import type { Cell, HypothesisResult } from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { costFinding } from './cost-finding.ts';
import { damageFinding } from './damage-finding.ts';
import type { Claims } from './finding.ts';
import { hypothesisFinding } from './hypothesis-finding.ts';
import { latencyFinding } from './latency-finding.ts';
import { measuredFinding } from './measured-finding.ts';

const CLAIMS: Claims = { allowed: true, provisional: false };
const WITHHELD: Claims = { allowed: false, reason: 'A/A check failed.' };

const cell = (arm: string, rate: number, part: Partial<Cell> = {}): Cell =>
  ({
    arm,
    failure_rate: rate,
    runs: 100,
    verdicts: { verified_success: 100 },
    success: { count: 100, n: 100, ratio: 1, low: 0.96, high: 1 },
    duplicates: 0,
    orphans: 0,
    amplification: 1,
    wait_ms: { mean: 0 },
    ...part,
  }) as Cell;

describe('what a report says of damage', () => {
  it('bounds what was not seen instead of calling it impossible', () => {
    const finding = damageFinding(['a', 'b'], [cell('a', 0.1), cell('b', 0.1)], 0.95);
    expect(finding).toEqual({
      tone: 'good',
      headline: 'No run left a corrupted store or claimed a success it had not achieved',
      detail: 'a and b left none; at each rate the true share is below 3% with 95% confidence.',
    });
  });

  it('names the arm, its worst rate, and what it left', () => {
    const bad = cell('a', 0.2, {
      verdicts: { corrupted: 9, false_success: 2 } as Cell['verdicts'],
      duplicates: 10,
      orphans: 1,
    });
    const mild = cell('a', 0.1, { verdicts: { corrupted: 1 } as Cell['verdicts'] });
    const finding = damageFinding(['a', 'b'], [mild, bad, cell('b', 0.2)], 0.95);
    expect(finding?.tone).toBe('bad');
    expect(finding?.headline).toBe('a left wrong state behind');
    expect(finding?.detail).toContain(
      'a at 20%: 11 of 100 runs (11%, 95% interval 6.3% to 18.6%; 10 duplicate orders, 1 orphan).',
    );
    expect(finding?.detail).toContain('b left none');
  });
});

describe('what a report says of times', () => {
  const row = (difference: number, lower: number, upper: number) => ({
    candidate: 'playbook',
    reference: 'baseline',
    rate: 0.2,
    sessions: 40,
    sampled: 40,
    median: { quantile: 0.5, a: 2000, b: 2000 + difference, difference, lower, upper },
    p95: { quantile: 0.95, a: 0, b: 0, difference: 0, lower: 0, upper: 0 },
  });

  it('says how much longer', () => {
    expect(latencyFinding([row(3000, 2000, 4100)], CLAIMS, 0.95)).toEqual({
      tone: 'plain',
      headline: 'playbook takes 3.0 s longer than baseline at the median at 20%',
      detail:
        'Where both succeed: 5.0 s against 2.0 s of lab time (95% interval +2.0 s to +4.1 s; 40 sessions in which both succeeded, paired bootstrap).',
    });
  });

  it('says how much less', () => {
    expect(latencyFinding([row(-500, -900, -20)], CLAIMS, 0.95)?.headline).toBe(
      'playbook takes 500 ms less than baseline at the median at 20%',
    );
  });

  it('says that there is no significant difference', () => {
    expect(latencyFinding([row(100, -50, 260)], CLAIMS, 0.95)?.headline).toBe(
      'No significant difference between playbook and baseline in median time at 20%',
    );
  });

  it('says nothing where claims are withheld or too few sessions succeeded', () => {
    expect(latencyFinding([row(3000, 2000, 4100)], WITHHELD, 0.95)).toBeUndefined();
    expect(latencyFinding([], CLAIMS, 0.95)).toBeUndefined();
  });
});

describe('what a report says of cost', () => {
  it('tells calls and waits of every arm at the highest rate', () => {
    const cells = [
      cell('a', 0.3),
      cell('b', 0.3, { amplification: 1.4, wait_ms: { mean: 5200 } as Cell['wait_ms'] }),
      cell('b', 0.1, { amplification: 9 }),
    ];
    expect(costFinding(['a', 'b'], cells)).toEqual({
      tone: 'plain',
      headline: 'b makes 1.40 calls for each step it tries at 30%',
      detail:
        'Mean wait of a run: a 0 s (1.00 calls a step) and b 5.2 s (1.40 calls a step). Waits are lab time.',
    });
    expect(costFinding(['a'], [])).toBeUndefined();
  });
});

describe('what a report says of a hypothesis', () => {
  const result: HypothesisResult = {
    held: true,
    hypothesis: {
      arm: 'playbook',
      against: 'blind-2',
      metric: 'verified_success',
      direction: 'greater',
      margin: 0.05,
    },
    rates: [
      {
        failure_rate: 0.1,
        pairs: 100,
        difference: 0.01,
        low: -0.02,
        high: 0.04,
        p: 0.6,
        standing: 'open',
      },
      {
        failure_rate: 0.3,
        pairs: 100,
        difference: 0.2,
        low: 0.1,
        high: 0.3,
        p: 0.001,
        standing: 'shown',
      },
    ],
  };

  it('says that it held, and where', () => {
    expect(hypothesisFinding(result, CLAIMS, 0.95)).toEqual({
      tone: 'good',
      headline: 'Hypothesis held: playbook succeeds more often than blind-2 by more than 5 points',
      detail:
        'Shown at 30% (+20 points, 95% interval +10 to +30). Open at 10% (+1 points, 95% interval −2 to +4).',
    });
  });

  it('says that it did not hold', () => {
    const { tone, headline } = hypothesisFinding({ ...result, held: false }, CLAIMS, 0.95);
    expect(tone).toBe('bad');
    expect(headline).toMatch(/^Hypothesis not held: /);
  });

  it('does not judge where a check has not passed', () => {
    const { headline, detail } = hypothesisFinding(result, WITHHELD, 0.95);
    expect(headline).toMatch(/^Not judged: /);
    expect(detail).toBe('A/A check failed.');
  });
});

describe('what a report says where it may not compare', () => {
  it('tells what was counted, and why it stops there', () => {
    expect(measuredFinding(['a', 'b'], [cell('a', 0.1), cell('b', 0.1)], 'No A/A check.')).toEqual({
      tone: 'caution',
      headline: 'Measured, not claimed: a 100% and b 100% verified success at 10%',
      detail: 'No A/A check.',
    });
    expect(measuredFinding(['a'], [], 'x').headline).toBe('Nothing was run');
  });
});
