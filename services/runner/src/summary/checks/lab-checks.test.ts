import type { FaultAudit, PairCounts, Summary } from '@chaos-lab/contracts';
import { auditFaultRate } from '@chaos-lab/stats';
import { describe, expect, it } from 'vitest';
import type { Checked } from './check.ts';
import { labChecks } from './lab-checks.ts';

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
const audit = (decided: number, rate = 0.2, part: Partial<FaultAudit> = {}): FaultAudit => ({
  arm: 'baseline',
  failure_rate: rate,
  decisions: 1000,
  expected: 1000 * rate,
  decided,
  delivered: decided,
  undelivered: {},
  inapplicable: {},
  p: auditFaultRate({ faults: decided, calls: 1000 }, rate).p,
  ...part,
});
const calm: Summary['disturbances'] = {
  pauses: 0,
  longest_ms: 0,
  longest: [],
  runs_made_again: 0,
  runs_disturbed: 0,
  failed_without_fault: 0,
};

const checked = (part: Partial<Checked>): Checked =>
  ({
    state: 'complete',
    aa: [twins(1, 2)],
    fault_audit: [audit(205)],
    real_upstream_failures: 0,
    disturbances: calm,
    lease: { holder: 'the experiment x', lost: false },
    cells: [{ arm: 'baseline' }, { arm: 'playbook' }],
    reached: ['baseline', 'playbook'],
    time: { scale: 1, problem: null },
    ...part,
  }) as Checked;

const failing = (part: Partial<Checked>): string[] =>
  labChecks(checked(part))
    .filter(({ passed }) => !passed)
    .map(({ name, sentence }) => `${name}: ${sentence}`);

it('all pass where nothing is wrong, each with a sentence', () => {
  const checks = labChecks(checked({}));
  expect(checks.map(({ passed }) => passed)).toEqual([true, true, true, true, true, true]);
  for (const { sentence } of checks) expect(sentence).toMatch(/^[A-Z].*\.$/);
});

describe('faults', () => {
  it('that were decided and did not go out are undelivered, by their reason', () => {
    const lost = audit(205, 0.2, { delivered: 0, undelivered: { 'held-connections-full': 205 } });
    expect(failing({ fault_audit: [lost] })).toEqual([
      'delivered: Faults were not delivered (held-connections-full 205): 0 of 205 faults delivered in 1,000 calls, 200 expected.',
    ]);
  });

  it('that had nothing to do to their call are told, and no failure', () => {
    const spared = audit(205, 0.2, { delivered: 197, inapplicable: { 'no-previous-answer': 8 } });
    expect(failing({ fault_audit: [spared] })).toEqual([]);
    expect(labChecks(checked({ fault_audit: [spared] }))[0]?.sentence).toContain(
      'with nothing to do to a call: no-previous-answer 8',
    );
  });

  it('at another rate than asked for are found, by arm and rate', () => {
    const [sentence] = failing({ fault_audit: [audit(205), audit(360, 0.3)] });
    expect(sentence).toMatch(/not delivered at the rate asked for at 30% in baseline/);
  });

  it('that come although none were asked for are found', () => {
    expect(failing({ fault_audit: [audit(3, 0)] })).toHaveLength(1);
    expect(failing({ fault_audit: [audit(0, 0)] })).toEqual([]);
  });

  it('are judged in their number: one odd rate among many stops no honest experiment', () => {
    const odd = audit(237);
    expect(failing({ fault_audit: [odd] })).toHaveLength(1);
    const even = [0.05, 0.1, 0.15, 0.25, 0.3, 0.35].map((rate) => audit(1000 * rate, rate));
    expect(failing({ fault_audit: [...even, odd] })).toEqual([]);
  });

  it('that nobody decided about are not audited', () => {
    expect(failing({ fault_audit: [] })).toEqual([
      'delivered: Faults were not audited: no call was decided upon.',
    ]);
  });
});

describe('a lab that was disturbed', () => {
  it.each([
    [{ runs_disturbed: 2 }, '2 runs that a disturbance touched had to be kept'],
    [{ failed_without_fault: 1 }, '1 run failed at rate 0 without a fault'],
  ])('may not be believed: %j', (part, words) => {
    expect(failing({ disturbances: { ...calm, ...part } })).toEqual([
      expect.stringContaining(words) as string,
    ]);
  });

  it('by a real failure of the upstream may not be believed', () => {
    expect(failing({ real_upstream_failures: 3 })[0]).toContain(
      '3 calls met a real failure of the upstream',
    );
  });

  it('may be believed where the runs that were touched were made again, and says how many', () => {
    const disturbances = { ...calm, pauses: 1, longest_ms: 8000, runs_made_again: 6 };
    expect(failing({ disturbances })).toEqual([]);
    expect(labChecks(checked({ disturbances }))[1]?.sentence).toBe(
      'The lab was undisturbed in every run that counts: 1 standstill of a process (up to 8.0 s), 6 runs made again.',
    );
  });
});

it.each([
  [{ lease: null }, 'alone: The lab was not taken'],
  [{ lease: { holder: 'x', lost: true } }, 'alone: The lease on the lab was lost'],
  [{ reached: ['baseline'] }, 'reached: playbook made no calm run'],
  [
    { time: { scale: 1000, problem: 'at time scale 1000 it is wrong' } },
    'time: At time scale 1000',
  ],
  [{ aa: [twins(20, 1)] }, 'aa: A/A check failed at 20%: baseline differs from its own twin'],
  [{ aa: [] }, 'aa: The A/A check was not made'],
])('%j fails', (part, words) => {
  expect(failing(part)).toEqual([expect.stringContaining(words) as string]);
});
