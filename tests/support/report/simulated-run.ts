// Writes run folders without a lab, from seeded draws: the files have the form of a real run, the
// numbers are those of the drawn tasks. What a real run writes is tested end to end elsewhere.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type AttemptRow,
  type DecisionRecord,
  type Experiment,
  type ExperimentInput,
  experimentSchema,
  type Manifest,
  RUN_FILE,
  type RunRow,
  type Scenario,
  scenarioSchema,
  type Summary,
  TWIN_SUFFIX,
} from '@chaos-lab/contracts';
import { type PlannedPair, planPairs } from '../../../services/runner/src/experiment/pairs.ts';
import { intervalAt } from '../../../services/runner/src/summary/interval.ts';
import { attempts } from '../../../services/runner/src/run-folder/streams/attempts-file.ts';
import { results } from '../../../services/runner/src/run-folder/streams/results-file.ts';
import { onlineSummary } from '../../../services/runner/src/summary/online-summary.ts';
import { simulateTask, type SimulatedTask } from './simulated-task.ts';

export type SimulatedRun = {
  readonly experiment?: Partial<ExperimentInput>;
  /** Share of the faults on writes that strike after the upstream has acted. */
  readonly lossy?: number;
  /** Ends the run after this many pairs, as an interrupt would. */
  readonly stopAfterPairs?: number;
  /** Lets every run of the A/A twin fail, as a lab would that prefers one side. */
  readonly faultyTwin?: boolean;
  /** Changes what the summary says before it is written, for runs whose lab is at fault. */
  readonly tamper?: (summary: Summary) => Summary;
};

const DEFAULT: ExperimentInput = {
  name: 'simulated',
  scenario: 'independent-errors',
  rates: [0, 0.1, 0.3],
  pairs: 60,
  seed: 7,
  timeScale: 1000,
  deadlineS: 86_400,
  aaPairs: 20,
  arms: [
    { name: 'baseline', policy: { type: 'none' } },
    { name: 'playbook', policy: { type: 'playbook', name: 'training' }, breaker: false },
  ],
};

const INDEPENDENT = scenarioSchema.parse({
  name: 'independent-errors',
  rules: [{ rate: 'sweep', phase: 'before', faults: [{ kind: 'http-error', status: 503 }] }],
});
const LOSSY = scenarioSchema.parse({
  name: 'lossy-commits',
  rules: [{ rate: 'sweep', faults: [{ kind: 'reset', phase: 'after' }] }],
});

/** Writes the files of a run into `folder` and gives back its experiment. */
export async function simulateRun(folder: string, run: SimulatedRun = {}): Promise<Experiment> {
  const experiment = experimentSchema.parse({ ...DEFAULT, ...run.experiment });
  const lossy = run.lossy ?? 0;
  const scenario = lossy > 0 ? LOSSY : INDEPENDENT;
  const counted = onlineSummary(experiment, scenario, intervalAt(experiment.confidence));
  const resultLines = [results.header];
  const attemptLines = [attempts.header];
  for (const pair of planPairs(experiment)) {
    if (run.stopAfterPairs !== undefined && pair.position >= run.stopAfterPairs) break;
    const tasks = pair.runs.map(({ arm }) => {
      const task = simulateTask(arm, pair.session, pair.rate, { seed: experiment.seed, lossy });
      return run.faultyTwin === true && arm.name.endsWith(TWIN_SUFFIX) ? spoilt(task) : task;
    });
    const rows = tasks.map((task, index) => rowOf(experiment, scenario, pair, index, task));
    counted.addRows(rows);
    counted.addRecords(
      tasks.flatMap((task, index) => recordsOf(task, pair.rate, pair.runs[index]?.wireArm ?? '')),
    );
    const runs = rows.map((row, index) => ({
      row,
      attempts: attemptRowsOf(row, tasks[index]),
      tapeLines: [],
      records: [],
      printed: undefined,
    }));
    resultLines.push(results.lines(runs));
    attemptLines.push(attempts.lines(runs));
  }
  const partial = run.stopAfterPairs !== undefined;
  counted.setLab({
    pauses: [],
    lease: { holder: 'the simulation', lost: false },
    reached: experiment.arms.map(({ name }) => name),
  });
  const summary = counted.snapshot(partial ? 'interrupted' : 'complete', 12.5);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, RUN_FILE.results), resultLines.join(''));
  await writeFile(join(folder, RUN_FILE.attempts), attemptLines.join(''));
  await writeFile(
    join(folder, RUN_FILE.summary),
    JSON.stringify(run.tamper === undefined ? summary : run.tamper(summary)),
  );
  await writeFile(
    join(folder, RUN_FILE.manifest),
    JSON.stringify(manifestOf(experiment, scenario)),
  );
  return experiment;
}

function spoilt(task: SimulatedTask): SimulatedTask {
  return { ...task, claimsSuccess: false, verdict: 'correct_failure' };
}

function rowOf(
  experiment: Experiment,
  scenario: Scenario,
  pair: PlannedPair,
  index: number,
  task: SimulatedTask,
): RunRow {
  const run = pair.runs[index];
  if (run === undefined) throw new RangeError(`no run ${index}`);
  const { calls } = task;
  const waitMs = calls.reduce((sum, call) => sum + call.waitMs, 0);
  const networkMs = calls.reduce((sum, call) => sum + call.networkMs, 0);
  const failed = task.claimsSuccess ? undefined : calls.at(-1);
  return {
    experiment_id: experiment.name,
    run_id: `${pair.session}@${run.wireArm}`,
    scenario: scenario.name,
    pair: pair.pair,
    session: pair.session,
    arm: run.arm.name,
    failure_rate: pair.rate,
    seed: experiment.seed,
    outcome: task.claimsSuccess ? 'success' : 'failure',
    verdict: task.verdict,
    steps_completed: task.stepsCompleted,
    failed_at: failed?.step ?? '',
    failure_condition: failed === undefined ? '' : String(failed.status ?? 'reset'),
    inconsistencies_count: task.duplicates + task.orphans,
    duplicates: task.duplicates,
    orphans: task.orphans,
    retries: calls.filter((call) => call.attempt > 1).length,
    first_try_success: task.claimsSuccess && calls.every((call) => call.attempt === 1),
    wait_ms: waitMs,
    upstream_calls: calls.length,
    faults_injected: calls.filter((call) => call.fault !== null).length,
    breaker_opened: 0,
    rewrites: 0,
    order_in_pair: index,
    timed: false,
    duration_ms: waitMs + networkMs * experiment.timeScale,
    started_at: 1_700_000_000_000 + pair.position,
    tries: 1,
    disturbed: false,
  };
}

function attemptRowsOf(row: RunRow, task: SimulatedTask | undefined): AttemptRow[] {
  return (task?.calls ?? []).map((call, index) => ({
    run_id: row.run_id,
    session: row.session,
    arm: row.arm,
    failure_rate: row.failure_rate,
    seq: index + 1,
    step: call.step,
    operation: call.operation,
    attempt: call.attempt,
    fault: call.fault ?? '',
    phase: call.phase,
    status: call.status ?? '',
    condition: call.fault === null ? 'ok' : String(call.status ?? 'reset'),
    effect: call.phase === 'after' ? 'ambiguous' : 'answered',
    strategy: call.strategy,
    entry: call.strategy === '' ? '' : `$.${call.step}`,
    rewritten_from: '',
    wait_ms: call.waitMs,
    network_ms: call.networkMs,
    breaker: 'off',
  }));
}

/** The part of the proxy's record that the fault-rate audit reads. */
function recordsOf(task: SimulatedTask, rate: number, arm: string): DecisionRecord[] {
  return task.calls.map(
    (call): DecisionRecord => ({
      v: 1,
      id: `${call.operation}-${call.attempt}`,
      run: 'simulated',
      session: 's',
      arm,
      operation: call.operation,
      call: 1,
      retry: null,
      racing: false,
      digest: null,
      key: null,
      attempt: call.attempt,
      ordinal: 1,
      method: 'GET',
      path: '/',
      rule: 'rule-1',
      rate,
      draws: [0, 0, 0, 0],
      fault: call.fault === null ? null : { kind: 'reset', weight: 1 },
      phase: call.phase === '' ? null : call.phase,
      parameters: {},
      suppressed: null,
      timed: false,
      source: 'seed',
      traceparent: null,
      startedAt: 0,
      upstreamStatus: null,
      upstreamMs: null,
      status: call.status,
      durationMs: call.networkMs,
      end: 'complete',
      reached: 'good',
      effect: null,
    }),
  );
}

function manifestOf(experiment: Experiment, scenario: Scenario): Manifest {
  return {
    v: 1,
    experiment,
    scenario,
    startedAt: '2026-01-31T14:25:30.000Z',
    hashes: { scenario: 'a'.repeat(64), 'playbook:training': 'b'.repeat(64) },
    versions: { lab: '0.1.0', node: '24.0.0', revision: null },
    machine: { platform: 'linux', arch: 'x64', cpus: 2, cpuModel: 'simulated', memoryBytes: 1e9 },
    services: null,
    settings: {},
    resumedAt: [],
  };
}
