import type { DecisionRecord, TaskResult } from '@chaos-lab/contracts';
import { experimentSchema } from '@chaos-lab/contracts';
import { expect, it } from 'vitest';
import { planPair } from '../experiment/pairs.ts';
import type { Claim } from '../subject/client/client.ts';
import { attemptRows } from './attempt-rows.ts';
import { runRow } from './run-row.ts';

const experiment = experimentSchema.parse({
  name: 'x',
  scenario: 's',
  rates: [0.2],
  pairs: 1,
  arms: [{ name: 'theirs', url: 'http://127.0.0.1:1' }],
});
const pair = planPair(experiment, 0);
const [run] = pair.runs;
if (run === undefined) throw new Error('no run');
const record = (part: Partial<DecisionRecord>): DecisionRecord =>
  ({
    operation: 'placeOrder',
    method: 'POST',
    parameters: {},
    fault: null,
    suppressed: null,
    timed: false,
    durationMs: 10,
    end: 'complete',
    ...part,
  }) as DecisionRecord;
const records = [
  record({ ordinal: 1, attempt: 1, startedAt: 1000, status: 503 }),
  record({ ordinal: 2, attempt: 2, startedAt: 1510, status: 200 }),
];
const truth = {
  effects: 1,
  duplicates: 0,
  orphans: 0,
  lostUpdates: 0,
  complete: true,
  clean: false,
};
const program: Claim = { outcome: 'success', result: null, realMs: 600 };
const service: Claim = {
  outcome: 'success',
  result: {
    trace: [],
    retries: 0,
    waitMs: 0,
    stepsCompleted: [] as string[],
  } as unknown as TaskResult,
  realMs: 600,
};

it.each([
  ['a program', program],
  ['a service that sends no trace', service],
])('the retries, waits and calls of %s are those of the tape', (_, claim) => {
  const row = runRow({ experimentId: 'x', scenario: 's', seed: 1, timeScale: 1 }, pair, run, {
    claim,
    truth,
    records,
    startedAt: 0,
    tries: 1,
    disturbed: false,
  });
  expect(row).toMatchObject({
    retries: 1,
    wait_ms: 500,
    upstream_calls: 2,
    steps_completed: 1,
    first_try_success: false,
  });
  expect(
    attemptRows(pair, run, claim, records).map(({ operation, status, wait_ms }) => [
      operation,
      status,
      wait_ms,
    ]),
  ).toEqual([
    ['placeOrder', 503, 500],
    ['placeOrder', 200, 0],
  ]);
});
