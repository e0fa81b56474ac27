import type { DecisionRecord, RunRow, TaskResult } from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { contradiction, type Evidence, requirePossible } from './require-possible.ts';

const row = (part: Partial<RunRow> = {}): RunRow =>
  ({
    run_id: 'x-p1@a.r0_2',
    verdict: 'verified_success',
    outcome: 'success',
    inconsistencies_count: 0,
    ...part,
  }) as RunRow;
const call = (method: string): DecisionRecord => ({ method }) as DecisionRecord;
const trace = (...statuses: (number | null)[]): TaskResult =>
  ({ trace: statuses.map((status) => ({ attempt: 1, status })) }) as TaskResult;
const done = {
  effects: 2,
  duplicates: 0,
  orphans: 0,
  lostUpdates: 0,
  complete: true,
  clean: false,
};

const evidence = (part: Partial<Evidence> = {}): Evidence => ({
  row: row(),
  claim: { outcome: 'success', realMs: 1, result: trace(200, 200) },
  truth: done,
  records: [call('GET'), call('POST')],
  ...part,
});

describe('a run', () => {
  it('is possible as it should be, and where an answer was lost', () => {
    expect(() => requirePossible(evidence())).not.toThrow();
    const lost = { outcome: 'success' as const, realMs: 1, result: trace(null, 200, null) };
    expect(() => requirePossible(evidence({ claim: lost }))).not.toThrow();
  });

  it.each([
    ['more answers than calls', { records: [call('POST')] }, /had 2 answers, and 1 calls/],
    [
      'an effect without a request',
      { records: [call('GET'), call('GET')] },
      /left 2 effects, and no request/,
    ],
    [
      'a success that the oracle does not find',
      { truth: { ...done, complete: false } },
      /the oracle does not find its effect/,
    ],
    ['columns that contradict each other', { row: row({ outcome: 'failure' }) }, /claimed failure/],
  ])('that shows %s stops the experiment', (_, part, why) => {
    expect(() => requirePossible(evidence(part))).toThrow(why);
  });
});

it.each([
  ['verified_success', 'success', 0, true],
  ['verified_success', 'failure', 0, false],
  ['verified_success', 'success', 1, false],
  ['correct_failure', 'failure', 0, true],
  ['correct_failure', 'success', 0, false],
  ['correct_failure', 'escalated', 2, false],
  ['false_success', 'success', 1, true],
  ['false_success', 'failure', 1, false],
  ['false_failure', 'success', 0, false],
  ['corrupted', 'success', 1, true],
])('%s with outcome %s and %d inconsistencies', (verdict, outcome, wrong, possible) => {
  const one = row({ verdict, outcome, inconsistencies_count: wrong });
  expect(contradiction(one) === undefined).toBe(possible);
});
