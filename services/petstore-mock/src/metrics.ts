import { METRIC } from '@chaos-lab/contracts';
import type { MetricsRegistry } from '@chaos-lab/service-kit';
import { Counter, Gauge } from 'prom-client';
import type { PetstoreOptions } from './petstore.ts';

export type PetstoreMetrics = {
  readonly observer: NonNullable<PetstoreOptions['observer']>;
  /** Reports the number of stores when asked for metrics. */
  readonly watchStores: (count: () => number) => void;
};

/** The metrics of this service, fed by what the API tells its observer. */
export function createMetrics(registry: MetricsRegistry): PetstoreMetrics {
  const requests = countBy(registry, METRIC.petstoreRequests);
  const effects = countBy(registry, METRIC.petstoreEffects);
  const idempotency = countBy(registry, METRIC.petstoreIdempotency);
  const evictions = countBy(registry, METRIC.petstoreEvictions);
  return {
    observer: {
      onReply: ({ operation, status }) => requests(operation, status),
      onEffect: ({ entity, change }) => effects(entity, change),
      onIdempotency: (result) => idempotency(result),
      onEvicted: (reason) => evictions(reason),
    },
    watchStores: (count) => {
      const { name, help } = METRIC.petstoreStores;
      const registers = [registry];
      const gauge: Gauge = new Gauge({ name, help, registers, collect: () => gauge.set(count()) });
    },
  };
}

type Definition = {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
};

/** A counter that finds the child of its label values without building an object of them. */
function countBy(
  registry: MetricsRegistry,
  { name, help, labels }: Definition,
): (...values: (string | number)[]) => void {
  const counter = new Counter({ name, help, labelNames: labels, registers: [registry] });
  const children = new Map<string, { inc: () => void }>();
  return (...values) => {
    const key = values.join(' ');
    let child = children.get(key);
    if (child === undefined) {
      child = counter.labels(...values.map(String));
      children.set(key, child);
    }
    child.inc();
  };
}
