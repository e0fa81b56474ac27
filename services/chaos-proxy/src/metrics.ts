import { FAULT_PHASES, METRIC, type MetricKey } from '@chaos-lab/contracts';
import type { MetricsRegistry } from '@chaos-lab/service-kit';
import { Counter, Gauge } from 'prom-client';
import type { ProxyCounters } from './counters/proxy-counters.ts';
import { scrapedHistogram } from './counters/scraped-histogram.ts';

/** What the metrics are read from at scrape time. */
export type MetricSources = {
  readonly counters: ProxyCounters;
  readonly sessions: () => number;
  readonly evictions: () => number;
  /** Connections that a fault holds open now. */
  readonly held: () => number;
};

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

/** Registers the metrics of the proxy; nothing is computed until somebody scrapes. */
export function registerMetrics(registry: MetricsRegistry, sources: MetricSources): void {
  const { counters } = sources;
  const counter = (key: MetricKey, samples: () => Iterable<Sample>): void => {
    const { name, help, labels } = METRIC[key];
    const metric = new Counter({
      name,
      help,
      labelNames: labels,
      registers: [registry],
      collect() {
        metric.reset();
        for (const [values, value] of samples()) metric.inc({ ...values }, value);
      },
    });
  };
  const gauge = (key: MetricKey, read: () => number): void => {
    const { name, help } = METRIC[key];
    const metric = new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        metric.set(read());
      },
    });
  };

  counter('proxyRequests', () => [...counters.ends.entries()].map(([end, , n]) => [{ end }, n]));
  counter('proxyDecisions', () =>
    [...counters.decisions.entries()].map(([source, decided, n]) => [{ source, decided }, n]),
  );
  counter('proxyFaults', () =>
    [...counters.faults.entries()]
      .filter(([kind, phase]) => (FAULT_PHASES[kind] as readonly string[]).includes(phase))
      .map(([kind, phase, n]) => [{ kind, phase }, n]),
  );
  counter('proxySuppressed', () =>
    [...counters.suppressed.entries()].map(([kind, reason, n]) => [{ kind, reason }, n]),
  );
  counter('proxyWrites', () =>
    [...counters.writes.entries()].map(([effect, , n]) => [{ effect }, n]),
  );
  counter('proxyRepeatedEffects', () =>
    [...counters.repeated.entries()].map(([verdict, , n]) => [{ verdict }, n]),
  );
  counter('proxyUpstreamFailures', () =>
    counters.upstreamFailures().map(([reason, n]) => [{ reason }, n]),
  );
  counter('proxyExpectedFaults', () => [[{}, counters.expectedFaults]]);
  counter('proxyRateLimitViolations', () => [[{}, counters.rateLimitViolations]]);
  counter('proxyFailures', () => [[{}, counters.ownFailures]]);
  counter('proxyEvictions', () => [[{}, sources.evictions()]]);
  gauge('proxyHeld', sources.held);
  gauge('proxySessions', sources.sessions);
  scrapedHistogram(registry, METRIC.proxyDuration, counters.duration);
  scrapedHistogram(registry, METRIC.proxyUpstreamDuration, counters.upstreamDuration);
}
