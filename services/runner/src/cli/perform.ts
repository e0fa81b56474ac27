import { basename, join } from 'node:path';
import { type Experiment, type Manifest, RUN_FILE } from '@chaos-lab/contracts';
import { requireRealTime } from '../experiment/time-scale.ts';
import { plannedRuns } from '../experiment/pairs.ts';
import { EXIT, HypothesisFailedError } from '../errors.ts';
import { launch } from '../run/launch.ts';
import { type ServeMetrics, serveMetrics } from '../run/metrics-server.ts';
import type { RunTarget } from '../run-folder/open-run.ts';
import { playbookHashes } from '../experiment/playbook-hashes.ts';
import { readScenario } from '../experiment/scenario-of.ts';
import type { LabAddresses } from '../lab/addresses.ts';
import { newManifest } from '../run-folder/manifest.ts';
import { newRunName } from '../run-folder/folder.ts';
import { checkLines } from '../terminal/check-lines.ts';
import { summaryTable } from '../terminal/summary-table.ts';
import type { Progress } from '../terminal/progress/progress.ts';
import { progressFor } from '../terminal/progress/progress-for.ts';
import type { Replay } from '../run/replay-source.ts';
import type { CliContext } from './context.ts';
import { widthOf } from '../terminal/width.ts';
import { failedHypotheses } from './judge.ts';

export type Output = {
  readonly name: string | undefined;
  readonly runsDir: string;
  readonly port: number | undefined;
  readonly host: string;
  readonly json: boolean;
  /** Of the admin ports; absent where the lab is started here. */
  readonly adminToken?: string | undefined;
  /** Where /metrics is served, unless it ends with the experiment. */
  readonly serve?: ServeMetrics;
};

/** Runs a new experiment from the command line and resolves to the exit code. */
export async function perform(
  experiment: Experiment,
  addresses: LabAddresses | null,
  output: Output,
  context: CliContext,
): Promise<number> {
  const startedAt = new Date();
  requireRealTime(experiment);
  const manifest = newManifest({
    experiment,
    scenario: readScenario(experiment.scenario),
    hashes: playbookHashes(experiment),
    version: context.version,
    nodeVersion: context.host.nodeVersion,
    services: addresses,
    startedAt,
  });
  const target = newTarget(output, experiment.name, startedAt);
  const { code } = await performRun({ manifest, target, addresses }, output, context);
  return code;
}

/** The folder of a new run: of the name that was asked for, or of a free one. */
export function newTarget(
  { name, runsDir }: Pick<Output, 'name' | 'runsDir'>,
  experiment: string,
  at: Date,
): RunTarget {
  return {
    kind: 'new',
    runsDir,
    name: name ?? newRunName(experiment, at),
    renameable: name === undefined,
  };
}

export type Performance = {
  readonly manifest: Manifest;
  readonly target: RunTarget;
  readonly addresses: LabAddresses | null;
  readonly replay?: Replay;
};

/** Says what is run, shows how far it is, and prints the table and the files at the end. */
export async function performRun(
  { manifest, target, addresses, replay }: Performance,
  output: Omit<Output, 'name' | 'runsDir'>,
  context: CliContext,
): Promise<{ readonly code: number; readonly folder: string }> {
  const progress = progressFor(output, context);
  const { folder, summary } = await launch({
    manifest,
    target,
    addresses,
    env: context.env,
    host: context.host,
    adminToken: output.adminToken,
    serve:
      output.serve ??
      ((registry) =>
        serveMetrics(registry, { ...metricsPlace(output, progress), open: context.host.open })),
    progress,
    replay,
    onReady: (folder) => progress.note(introduction(manifest.experiment, basename(folder))),
    interrupt: context.interrupt,
  });
  const files = Object.values(RUN_FILE).map((file) => join(folder, file));
  if (output.json) {
    context.stdout.write(`${JSON.stringify({ event: 'summary', folder, files, summary })}\n`);
  } else {
    context.stdout.write(`\n${summaryTable(summary, widthOf(context.stdout))}\n`);
    context.stdout.write(checkLines(summary.checks));
    context.stdout.write(`Wrote ${files.join(', ')}\n`);
    context.stdout.write(`chaos-lab report ${folder} draws it\n`);
  }
  const failed = failedHypotheses(summary);
  if (failed.length > 0) throw new HypothesisFailedError(failed);
  return { code: EXIT.ok, folder };
}

const metricsPlace = ({ port, host }: Pick<Output, 'port' | 'host'>, progress: Progress) => ({
  port,
  host,
  note: (text: string) => progress.note(text),
});

function introduction(experiment: Experiment, name: string): string {
  const { arms, rates, pairs, seed, timeScale, scenario } = experiment;
  const scaled =
    timeScale === 1
      ? 'in real time'
      : `with every wait divided by ${timeScale} and reported in lab time`;
  return (
    `${name}: ${arms.map((arm) => arm.name).join(' against ')}, ${scenario}, ` +
    `rates ${rates.join(' ')}, ${pairs} pairs a rate (${plannedRuns(experiment)} runs), ` +
    `seed ${seed}, ${scaled}`
  );
}
