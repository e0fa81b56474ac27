import { experimentSchema, PORT } from '@chaos-lab/contracts';
import { attachSettings, defineSettings, UserError, value } from '@chaos-lab/service-kit';
import type { Command } from 'commander';
import { findDocument } from '../../experiment/documents/find-document.ts';
import { readDocument } from '../../experiment/documents/read-document.ts';
import { createMetrics } from '../../metrics.ts';
import { followedRuns } from '../serve/followed-runs.ts';
import { type KeptMetrics, keptMetrics } from '../serve/kept-metrics.ts';
import { serveExperiment } from '../serve/serve-experiment.ts';
import { addressesOf } from '../addresses-of.ts';
import { changeExperiment } from '../change-experiment.ts';
import { type CliContext, type Register, settingsOf } from '../context.ts';
import { ADDRESSES, CHANGES, OUTPUT } from '../settings.ts';

const SERVE = defineSettings({
  experiment: {
    flag: 'experiment',
    env: 'CHAOS_EXPERIMENT',
    schema: value.text(),
    default: 'default',
    placeholder: 'name|file',
    describe: 'what to run: a name under assets/experiments or a YAML file',
  },
});
const SETTINGS = { ...SERVE, ...CHANGES, ...ADDRESSES, ...OUTPUT };

/**
 * `chaos-lab serve`: for containers. Runs an experiment, or the rest of it where it was cut short, and
 * keeps the metrics of all experiments of its folder up until it is told to stop. Bad input keeps the process, for whoever
 * supervises it would only start it again to hear the same.
 */
export const serve: Register = (program, choose) => {
  const command = attachSettings(
    program
      .command('serve')
      .description(
        'Run or continue an experiment, then keep /metrics up until a signal; waits for services that are down',
      ),
    SETTINGS,
  );
  command.action(() => {
    choose((context) => serveCommand(command, context));
  });
};

async function serveCommand(command: Command, context: CliContext): Promise<number> {
  const stopped = untilAborted(context.interrupt.signal);
  let metrics: KeptMetrics | undefined;
  try {
    const settings = settingsOf(command, SETTINGS, context);
    const { value } = readDocument(
      findDocument('experiments', settings.experiment),
      experimentSchema,
    );
    const exported = createMetrics();
    const kept = await keptMetrics(exported.registry, {
      port: settings.port ?? PORT.runner,
      host: settings.host,
      open: context.host.open,
      refresh: followedRuns(settings.runsDir, exported, Date.now),
    });
    metrics = kept;
    const { url } = kept;
    context.stdout.write(`/metrics is at ${url}/metrics\n`);
    await serveExperiment(
      {
        experiment: changeExperiment(value, settings),
        addresses: addressesOf(settings),
        // Its numbers are read from its folder, as those of any other experiment.
        output: {
          ...settings,
          serve: () => Promise.resolve({ url, close: () => Promise.resolve() }),
        },
        metrics: kept,
      },
      context,
    );
    await stopped;
  } catch (error) {
    if (context.interrupt.signal.aborted || !(error instanceof UserError)) throw error;
    for (const problem of error.problems) context.stderr.write(`chaos-lab: ${problem}\n`);
    metrics?.setTrouble(error.message);
    await stopped;
  } finally {
    await metrics?.close();
  }
  return 0;
}

/** Keeps the process alive meanwhile, also where nothing listens. */
function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const alive = setInterval(() => {}, 2 ** 30);
    const end = (): void => {
      clearInterval(alive);
      resolve();
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
