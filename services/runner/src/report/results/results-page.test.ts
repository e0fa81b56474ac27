import {
  type Experiment,
  experimentSchema,
  type PairCounts,
  type RunRow,
  scenarioSchema,
  type Summary,
} from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { newManifest } from '../../run-folder/manifest.ts';
import { onlineSummary } from '../../summary/online-summary.ts';
import { successFinding } from './finding.ts';
import { plainWords } from './plain-words.ts';
import { resultsPage } from './results-page.ts';

const experiment: Experiment = experimentSchema.parse({
  name: 'x',
  scenario: 'outage',
  rates: [0, 0.2],
  pairs: 100,
  arms: ['baseline', 'blind-2', 'training'].map((name) => ({ name, policy: { type: 'none' } })),
});

/** A summary in which `training` alone wins `b` pairs at .2 and `blind-2` alone `c`. */
function summaryWith(b: number, c: number): Summary {
  const summary = onlineSummary(experiment, 'outage', () => ({ low: 0, high: 1 }));
  for (const rate of experiment.rates) {
    for (let pair = 0; pair < 100; pair += 1) {
      const row = (arm: string, success: boolean): RunRow =>
        ({
          arm,
          failure_rate: rate,
          verdict: success ? 'verified_success' : 'corrupted',
          outcome: success ? 'success' : 'failure',
          wait_ms: 0,
          duration_ms: 1,
          upstream_calls: 4,
          steps_completed: 4,
          failed_at: '',
          duplicates: 0,
          orphans: success ? 0 : 1,
          inconsistencies_count: success ? 0 : 1,
          retries: 0,
          faults_injected: 0,
          breaker_opened: 0,
          rewrites: 0,
        }) as RunRow;
      const calm = rate === 0;
      summary.addRows([
        row('baseline', calm),
        row('blind-2', calm || pair >= b),
        row('training', calm || pair < 100 - c),
      ]);
    }
  }
  return summary.snapshot('complete', 10);
}

describe('a finding', () => {
  it('says where an arm succeeds more often, with the pairs behind it', () => {
    expect(successFinding(summaryWith(30, 2), 'training', 'blind-2')).toMatch(
      /^`training` succeeds significantly more often than `blind-2` at 0\.2, by most at 0\.2: 98\.0% against 70\.0% \(28\.0% \[.*\], b = 30, c = 2, p < \.0001\)\.$/,
    );
  });

  it('says so where it succeeds less often', () => {
    expect(successFinding(summaryWith(2, 30), 'training', 'blind-2')).toContain(
      'succeeds significantly less often than `blind-2` at 0.2',
    );
  });

  it('may find nothing', () => {
    expect(successFinding(summaryWith(3, 2), 'training', 'blind-2')).toMatch(
      /^`training` shows no significant difference to `blind-2` at any rate; the largest is 98\.0% against 97\.0% /,
    );
  });

  it('reads pairs whichever way round they were counted', () => {
    const summary = summaryWith(30, 2);
    const turned = summary.comparisons.map(
      ({ arm, against, b, c, ...rest }): PairCounts => ({
        ...rest,
        arm: against,
        against: arm,
        b: c,
        c: b,
      }),
    );
    expect(successFinding({ ...summary, comparisons: turned }, 'training', 'blind-2')).toBe(
      successFinding(summary, 'training', 'blind-2'),
    );
  });
});

describe('the plain words', () => {
  const arms = { arm: 'training', reference: 'blind-2' };
  it('say at which rates a scenario tells two arms apart, and by how much', () => {
    expect(plainWords('outage', summaryWith(30, 2), arms)).toBe(
      '`outage` tells `training` from `blind-2` at every rate above 0; at 0.2 `training` succeeds in 28.0% of all runs more.',
    );
    expect(plainWords('outage', summaryWith(2, 30), arms)).toContain('in 28.0% of all runs less.');
  });

  it('say so where a scenario cannot', () => {
    expect(plainWords('outage', summaryWith(3, 2), arms)).toBe(
      '`outage` cannot tell `training` from `blind-2` at any of 1 rates above 0.',
    );
  });
});

const aa: Summary['aa'] = [
  {
    arm: 'baseline.aa',
    against: 'baseline',
    failure_rate: 0.2,
    metric: 'verified_success',
    pairs: 100,
    both: 60,
    b: 0,
    c: 0,
    neither: 40,
  },
];
const audit: Summary['fault_audit'] = [
  { failure_rate: 0.2, decisions: 400, expected: 80, decided: 83, z: 0.4 },
];

describe('the page of results', () => {
  it('has a finding and a table for every scenario, and the checks', () => {
    const manifest = newManifest({
      experiment,
      scenario: scenarioSchema.parse({
        name: 'outage',
        description: 'Down for a while.',
        rules: [],
      }),
      hashes: {},
      version: '0',
      nodeVersion: '24.0.0',
      services: null,
      startedAt: new Date(0),
    });
    const summary = { ...summaryWith(30, 2), aa, fault_audit: audit };
    const page = resultsPage([{ manifest, summary }]);
    expect(page).toContain('- `training` succeeds significantly more often than `blind-2`');
    expect(page).toContain(
      '- `training` left 2 of 100 stores corrupted at 0.2 (0 duplicates, 2 orphans).',
    );
    expect(page).toContain('## outage\n\n100 pairs a rate');
    expect(page).toContain(
      '| 0.2 | 0.0% [0.0%, 100.0%] | 70.0% [0.0%, 100.0%] | 98.0% [0.0%, 100.0%] |',
    );
    expect(page).toContain('- outage: A/A check passed: baseline against its own twin');
    const unchecked = resultsPage([{ manifest, summary: { ...summary, aa: [] } }]);
    expect(unchecked).not.toContain('succeeds significantly');
    expect(unchecked).toContain('- The A/A check was not made');
  });
});
