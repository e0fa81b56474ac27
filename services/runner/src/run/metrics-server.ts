import { createServer } from 'node:http';
import { PORT } from '@chaos-lab/contracts';
import {
  closeServer,
  ListenError,
  type MetricsRegistry,
  type ReadinessCheck,
  serverLimits,
} from '@chaos-lab/service-kit';
import { createApp } from '../app.ts';
import { BadInputError } from '../errors.ts';
import type { Host } from '../host.ts';

export type MetricsServer = { readonly url: string; close(): Promise<void> };

/** Puts the metrics of an experiment where a scraper finds them. */
export type ServeMetrics = (registry: MetricsRegistry) => Promise<MetricsServer>;

/**
 * Serves `/metrics` while an experiment runs. A port that was asked for must be free; where none
 * was, a taken default gives way to any free one, and `note` says so.
 */
export async function serveMetrics(
  registry: MetricsRegistry,
  options: {
    readonly port: number | undefined;
    readonly host: string;
    readonly note: (text: string) => void;
    readonly open: Host['open'];
    readonly checks?: readonly ReadinessCheck[];
    readonly refresh?: () => Promise<void>;
  },
): Promise<MetricsServer> {
  const server = createServer(
    serverLimits(),
    createApp({ registry, checks: options.checks ?? [], refresh: options.refresh }),
  );
  const on = async (port: number): Promise<MetricsServer> => {
    const { url } = await options.open(server, {
      port,
      host: options.host,
      name: 'metrics of the runner',
    });
    return { url, close: () => closeServer(server, 100) };
  };
  try {
    return await on(options.port ?? PORT.runner);
  } catch (error) {
    if (!(error instanceof ListenError)) throw error;
    if (options.port !== undefined) throw new BadInputError(error.problems);
    const metrics = await on(0);
    options.note(`port ${PORT.runner} is in use: /metrics is at ${metrics.url}/metrics`);
    return metrics;
  }
}
