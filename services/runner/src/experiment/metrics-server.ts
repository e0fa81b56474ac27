import { createServer } from 'node:http';
import { PORT } from '@chaos-lab/contracts';
import { closeServer, ListenError, listen, type MetricsRegistry } from '@chaos-lab/service-kit';
import { createApp } from '../app.ts';
import { BadInputError } from '../errors.ts';

export type MetricsServer = { readonly url: string; close(): Promise<void> };

/**
 * Serves `/metrics` while an experiment runs. A port that was asked for must be free; where none
 * was, a taken default gives way to any free one, and `note` says so.
 */
export async function serveMetrics(
  registry: MetricsRegistry,
  options: { readonly port: number | undefined; readonly note: (text: string) => void },
): Promise<MetricsServer> {
  const server = createServer(createApp({ registry }));
  const on = async (port: number): Promise<MetricsServer> => {
    const { url } = await listen(server, {
      port,
      host: '127.0.0.1',
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
