import { basename } from 'node:path';
import type { Manifest, Summary } from '@chaos-lab/contracts';
import { httpClient } from '../lab/http-client.ts';
import type { LabAddresses } from '../lab/addresses.ts';
import { startLab } from '../lab/start-lab.ts';
import { createMetrics } from '../metrics.ts';
import type { Progress } from '../terminal/progress/progress.ts';
import type { Replay } from './replay-source.ts';
import { onlineSummary } from '../summary/online-summary.ts';
import type { Host } from '../host.ts';
import { petstoreOrder } from '../subject/petstore-order/petstore-order.ts';
import { createIntake } from './intake.ts';
import { intervalAt } from '../summary/interval.ts';
import type { ServeMetrics } from './metrics-server.ts';
import { openRun, type RunTarget } from '../run-folder/open-run.ts';
import { runExperiment } from './run-experiment.ts';

export type LaunchOptions = {
  /** Running services; null lets the lab start its own. */
  readonly addresses: LabAddresses | null;
  readonly target: RunTarget;
  readonly manifest: Manifest;
  /** The environment of programs that are arms. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends such a program with everything it started. */
  readonly killGroup: Host['killGroup'];
  /** Bearer token of the admin ports, where they ask for one. */
  readonly adminToken: string | undefined;
  readonly serve: ServeMetrics;
  readonly progress: Progress;
  readonly replay?: Replay | undefined;
  /** Called once nothing stands in the way any more, before the first run. */
  readonly onReady: () => void;
  /** Ends the experiment early; its reason is what is thrown. */
  readonly interrupt: AbortController;
};

export type Launched = { readonly folder: string; readonly summary: Summary };

/** Brings up what an experiment needs, runs it, and takes down what was brought up. */
export async function launch(options: LaunchOptions): Promise<Launched> {
  const { addresses, interrupt } = options;
  if (addresses !== null) return launchWith(options, addresses);
  const lab = await startLab({ note: (text) => options.progress.note(text) });
  void lab.broken.then((failure) => interrupt.abort(failure));
  try {
    interrupt.signal.throwIfAborted();
    return await launchWith(options, lab.addresses);
  } finally {
    await lab.stop();
  }
}

async function launchWith(options: LaunchOptions, addresses: LabAddresses): Promise<Launched> {
  const { progress, interrupt, adminToken } = options;
  const { experiment, scenario, startedAt } = options.manifest;
  const proxy = httpClient('the admin port of chaos-proxy', addresses.proxyAdminUrl, {
    connections: experiment.concurrency,
    token: adminToken,
  });
  const subject = petstoreOrder(experiment, { ...options, addresses });
  const intervalOf = intervalAt(experiment.confidence);
  const summary = onlineSummary(experiment, scenario.name, intervalOf);
  const { target } = options;
  const name = target.kind === 'new' ? target.name : basename(target.folder);
  const metrics = createMetrics().experiment({ name, startedAt, intervalOf });
  const server = await options.serve(metrics.registry);
  try {
    await Promise.all([proxy.send({ method: 'GET', path: '/healthz' }), subject.requireReady()]);
    const intake = createIntake(experiment, { summary, metrics });
    const { folder, recorder, from } = await openRun(options.target, options.manifest, intake);
    options.onReady();
    const result = await runExperiment({
      experiment,
      scenario,
      folder,
      from,
      subject,
      proxy,
      summary,
      intake,
      recorder,
      metrics,
      progress,
      replay: options.replay,
      signal: interrupt.signal,
    });
    return { folder, summary: result };
  } finally {
    await server.close();
    await Promise.all([proxy, subject].map((one) => one.close()));
  }
}
