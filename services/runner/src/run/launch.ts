import { basename } from 'node:path';
import type { Manifest, Summary } from '@chaos-lab/contracts';
import { pauseMonitor } from '@chaos-lab/service-kit';
import type { Host } from '../host.ts';
import type { LabAddresses } from '../lab/addresses.ts';
import { httpClient } from '../lab/http-client.ts';
import { startLab } from '../lab/start-lab.ts';
import { createMetrics } from '../metrics.ts';
import { lockTarget, openRun, type RunTarget } from '../run-folder/open-run.ts';
import { petstoreOrder } from '../subject/petstore-order/petstore-order.ts';
import { intervalAt } from '../summary/interval.ts';
import { onlineSummary } from '../summary/online-summary.ts';
import type { Progress } from '../terminal/progress/progress.ts';
import { createIntake } from './intake.ts';
import type { ServeMetrics } from './metrics-server.ts';
import { prepareLab } from './prepare-lab.ts';
import type { Replay } from './replay-source.ts';
import { runExperiment } from './run-experiment.ts';
import { disturbingMs } from './watch/shortest-wait.ts';

export type LaunchOptions = {
  /** Running services; null lets the lab start its own. */
  readonly addresses: LabAddresses | null;
  readonly target: RunTarget;
  readonly manifest: Manifest;
  /** The environment of programs that are arms. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly host: Host;
  /** Bearer token of the admin ports, where they ask for one. */
  readonly adminToken: string | undefined;
  readonly serve: ServeMetrics;
  readonly progress: Progress;
  readonly replay?: Replay | undefined;
  /** Called once nothing stands in the way any more, before the first run. */
  readonly onReady: (folder: string) => void;
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
  const { adminToken, host, interrupt, progress, replay, target } = options;
  const { experiment, scenario, startedAt } = options.manifest;
  const proxy = httpClient('the admin port of chaos-proxy', addresses.proxyAdminUrl, {
    connections: experiment.concurrency,
    token: adminToken,
  });
  const subject = petstoreOrder(experiment, {
    addresses,
    adminToken,
    env: options.env,
    killGroup: host.killGroup,
  });
  const intervalOf = intervalAt(experiment.confidence);
  const summary = onlineSummary(experiment, scenario, intervalOf);
  const name = target.kind === 'new' ? target.name : basename(target.folder);
  const metrics = createMetrics().experiment({ name, startedAt, intervalOf });
  const own = pauseMonitor();
  const closing: (() => Promise<void>)[] = [];
  const closeLater = (close: () => Promise<void>): void => void closing.unshift(close);
  closeLater(() => proxy.close());
  closeLater(() => subject.close());
  closeLater(() => Promise.resolve(own.close()));
  try {
    const server = await options.serve(metrics.registry);
    closeLater(() => server.close());
    await Promise.all([proxy.send({ method: 'GET', path: '/healthz' }), subject.requireReady()]);
    const locked = await lockTarget(target, host);
    if (locked !== undefined) closeLater(() => locked.release());
    const lab = await prepareLab({
      experiment,
      scenario,
      subject,
      proxy,
      replay,
      interrupt,
      own,
      leastMs: disturbingMs(experiment, scenario),
      abandoned: locked?.abandoned ?? new Map(),
    });
    closeLater(() => lab.giveBack());
    const intake = createIntake(experiment, { summary, metrics });
    const manifest = { ...options.manifest, settings: lab.settings };
    const run = await openRun(target, manifest, { into: intake, lock: locked, host });
    closeLater(() => run.lock.release());
    await run.lock.note(lab.tokens);
    options.onReady(run.folder);
    const result = await runExperiment({
      ...run,
      experiment,
      scenario,
      subject,
      proxy,
      lab,
      summary,
      intake,
      metrics,
      progress,
      replay,
      signal: interrupt.signal,
    });
    return { folder: run.folder, summary: result };
  } finally {
    for (const close of closing) await close();
  }
}
