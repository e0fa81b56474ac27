import type { MetricsRegistry } from '@chaos-lab/service-kit';
import { type MetricsServer, serveMetrics } from '../../run/metrics-server.ts';
import type { Host } from '../../host.ts';

export type KeptMetrics = {
  /** Serves the metrics of the next try, and goes on when that is over. */
  serve(registry: MetricsRegistry): Promise<MetricsServer>;
  /** Why nothing happens now; undefined while all is well. Shown by /readyz. */
  setTrouble(reason: string | undefined): void;
  close(): Promise<void>;
};

/** A /metrics that outlives the experiment whose numbers it shows. */
export function keptMetrics(place: {
  readonly port: number | undefined;
  readonly host: string;
  readonly open: Host['open'];
  /** Told about each new address. */
  readonly onUrl: (url: string) => void;
}): KeptMetrics {
  let server: MetricsServer | undefined;
  let url: string | undefined;
  let trouble: string | undefined;
  const close = async (): Promise<void> => {
    await server?.close();
    server = undefined;
  };
  return {
    async serve(registry) {
      await close();
      server = await serveMetrics(registry, {
        ...place,
        note: () => undefined,
        checks: [{ name: 'experiment', check: () => trouble }],
      });
      if (server.url !== url) place.onUrl(server.url);
      url = server.url;
      return { url, close: () => Promise.resolve() };
    },
    setTrouble(reason) {
      trouble = reason;
    },
    close,
  };
}
