import type { MetricsRegistry } from '@chaos-lab/service-kit';
import { serveMetrics } from '../../run/metrics-server.ts';
import type { Host } from '../../host.ts';

export type KeptMetrics = {
  readonly url: string;
  /** Why nothing happens now; undefined while all is well. Shown by /readyz. */
  setTrouble(reason: string | undefined): void;
  close(): Promise<void>;
};

/** A /metrics that outlives the experiments whose numbers it shows. */
export async function keptMetrics(
  registry: MetricsRegistry,
  place: {
    readonly port: number;
    readonly host: string;
    readonly open: Host['open'];
    /** Brings the numbers up to date before they are read. */
    readonly refresh: () => Promise<void>;
  },
): Promise<KeptMetrics> {
  let trouble: string | undefined = 'the experiment has not begun';
  const server = await serveMetrics(registry, {
    ...place,
    note: () => undefined,
    checks: [{ name: 'experiment', check: () => trouble }],
  });
  return {
    url: server.url,
    setTrouble(reason) {
      trouble = reason;
    },
    close: () => server.close(),
  };
}
