import type { Experiment } from '@chaos-lab/contracts';
import { systemClock } from '@chaos-lab/service-kit';
import type { CliContext } from '../context.ts';
import { newTarget, type Output, performRun } from '../perform.ts';
import { LabFailureError } from '../../errors.ts';
import { playbookHashes } from '../../experiment/playbook-hashes.ts';
import { readScenario } from '../../experiment/scenario-of.ts';
import type { LabAddresses } from '../../lab/addresses.ts';
import { newManifest } from '../../run-folder/manifest.ts';
import type { KeptMetrics } from './kept-metrics.ts';
import { requireLab } from './require-lab.ts';
import { unfinishedRun } from './unfinished-run.ts';

/** Real ms between two tries while a service is down. */
const RETRY_AFTER_MS = 2000;
/** Services that start together with this one are given so many tries before they are called down. */
const QUIET_TRIES = 2;

export type Serving = {
  readonly experiment: Experiment;
  readonly addresses: LabAddresses | null;
  readonly output: Output;
  readonly metrics: KeptMetrics;
};

/**
 * Brings an experiment to its end, whatever dies on the way: where a service fails, waits and
 * continues behind the last whole pair. A reason that stays is said once. Throws for bad input and for
 * an interruption.
 */
export async function serveExperiment(serving: Serving, context: CliContext): Promise<void> {
  let said: string | undefined;
  for (let failures = 1; ; failures += 1) {
    try {
      await continueOrBegin(serving, context);
      return;
    } catch (error) {
      if (!(error instanceof LabFailureError) || context.interrupt.signal.aborted) throw error;
      serving.metrics.setTrouble(error.message);
      if (failures > QUIET_TRIES && error.message !== said) {
        context.stderr.write(`chaos-lab: ${error.message}\n`);
        said = error.message;
      }
      await systemClock.sleep(RETRY_AFTER_MS, context.interrupt.signal);
    }
  }
}

async function continueOrBegin(serving: Serving, context: CliContext): Promise<void> {
  const { experiment, addresses, output, metrics } = serving;
  if (addresses !== null) await requireLab(addresses, output.adminToken);
  metrics.setTrouble(undefined);
  const manifest = newManifest({
    experiment,
    scenario: readScenario(experiment.scenario),
    hashes: playbookHashes(experiment),
    version: context.version,
    nodeVersion: context.host.nodeVersion,
    services: addresses,
    startedAt: new Date(),
  });
  const unfinished = await unfinishedRun(output.runsDir, manifest);
  await performRun(
    unfinished
      ? {
          manifest: unfinished.manifest,
          target: { kind: 'resume', folder: unfinished.folder },
          addresses,
        }
      : {
          manifest,
          target: newTarget(output, experiment.name, new Date(manifest.startedAt)),
          addresses,
        },
    output,
    context,
  );
}
