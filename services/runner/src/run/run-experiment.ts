import { join } from 'node:path';
import { type Experiment, RUN_FILE, type Scenario, type Summary } from '@chaos-lab/contracts';
import { systemClock } from '@chaos-lab/service-kit';
import { InterruptedError } from '../errors.ts';
import { plannedRuns, planPairs } from '../experiment/pairs.ts';
import type { HttpClient } from '../lab/http-client.ts';
import type { RunnerMetrics } from '../metrics.ts';
import { writeAtomically, writeJson } from '../run-folder/atomic-file.ts';
import type { Recorder } from '../run-folder/recorder.ts';
import type { Subject } from '../subject/subject.ts';
import type { OnlineSummary } from '../summary/online-summary.ts';
import { type Progress, progressState } from '../terminal/progress/progress.ts';
import type { Intake } from './intake.ts';
import type { PreparedLab } from './prepare-lab.ts';
import type { Replay } from './replay-source.ts';
import { runPairs } from './run-pairs.ts';

export type ExperimentDeps = {
  readonly experiment: Experiment;
  readonly scenario: Scenario;
  readonly folder: string;
  /** Position of the first pair that is still to be made. */
  readonly from: number;
  readonly subject: Subject;
  readonly proxy: HttpClient;
  readonly lab: PreparedLab;
  readonly summary: OnlineSummary;
  readonly intake: Intake;
  readonly recorder: Recorder;
  readonly metrics: RunnerMetrics;
  readonly progress: Progress;
  /** A recorded run that is made again. */
  readonly replay: Replay | undefined;
  /** Aborted by Ctrl-C or by the death of a process of the lab, with the reason. */
  readonly signal: AbortSignal;
};

const SUMMARY_EVERY_MS = 2000;

/**
 * Runs what is left of an experiment and streams it into its folder. Whatever ends it, the files
 * hold whole rows and a summary that says how far it came; then the reason is thrown.
 */
export async function runExperiment(deps: ExperimentDeps): Promise<Summary> {
  const { experiment, summary, metrics, recorder } = deps;
  const startedAt = performance.now();
  const doneBefore = summary.runs();
  const snapshot = (state: Summary['state']): Summary => {
    summary.setLab(deps.lab.state());
    return summary.snapshot(state, (performance.now() - startedAt) / 1000);
  };
  metrics.state(plannedRuns(experiment), true);
  let state: Summary['state'] = 'failed';
  try {
    await stream(deps, snapshot);
    state = 'complete';
  } catch (error) {
    if (error instanceof InterruptedError) state = 'interrupted';
    metrics.state(summary.planned(), false);
    // What ended the experiment says more than what could not be written afterwards.
    await conclude(deps, snapshot(state)).catch(() => undefined);
    deps.progress.note(
      `${doneBefore + recorder.written()} of ${summary.planned()} runs are kept; ` +
        `chaos-lab run --resume ${deps.folder} continues`,
    );
    throw error;
  }
  metrics.state(summary.planned(), false);
  const result = snapshot(state);
  await conclude(deps, result);
  return result;
}

async function stream(
  deps: ExperimentDeps,
  snapshot: (state: Summary['state']) => Summary,
): Promise<void> {
  const { experiment, scenario, folder, summary, intake, recorder, progress } = deps;
  const startedAt = performance.now();
  const doneBefore = summary.runs();
  const planned = planPairs(experiment, {
    from: deps.from,
    session: deps.replay?.session,
    isOver: (rate) => intake.isOver(rate),
  });
  const pairs = runPairs(planned, experiment, {
    ...deps,
    watch: deps.lab.watch,
    context: {
      experimentId: experiment.name,
      scenario: scenario.name,
      seed: experiment.seed,
      timeScale: experiment.timeScale,
    },
    clock: systemClock,
  });
  let summarisedAt = startedAt;
  for await (const { pair, runs } of pairs) {
    // A pair that was under way when an earlier one ended its rate does not count.
    if (intake.isOver(pair.rate)) continue;
    await recorder.record(runs);
    intake.rows(runs.map((run) => run.row));
    intake.records(runs.flatMap((run) => run.records));
    const elapsedS = (performance.now() - startedAt) / 1000;
    progress.update(progressState(summary, doneBefore, pair.rate, elapsedS));
    if (performance.now() - summarisedAt > SUMMARY_EVERY_MS) {
      await writeJson(join(folder, RUN_FILE.summary), snapshot('running'));
      summarisedAt = performance.now();
    }
  }
}

async function conclude(deps: ExperimentDeps, summary: Summary): Promise<void> {
  const { folder, recorder, metrics, progress } = deps;
  progress.close();
  try {
    await recorder.flush();
  } finally {
    await recorder.close();
    await writeJson(join(folder, RUN_FILE.summary), summary);
    await writeAtomically(join(folder, RUN_FILE.metrics), await metrics.registry.metrics());
  }
}
