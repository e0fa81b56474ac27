import {
  collectDefaultMetrics,
  type OpenMetricsContentType,
  Registry,
  type RegistryContentType,
} from 'prom-client';

/** Either kind of prom-client registry. */
export type MetricsRegistry = Registry<RegistryContentType>;

/**
 * A registry for one process whose every sample carries `service`. It is of the OpenMetrics kind,
 * without which prom-client refuses exemplars; `metricsEndpoint` serves both formats from it.
 */
export function createRegistry(service: string): Registry<OpenMetricsContentType> {
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  registry.setDefaultLabels({ service });
  return registry;
}

/** Adds memory, CPU, event loop lag, handles and collections of this process to a registry. */
export function addProcessMetrics(registry: MetricsRegistry): void {
  collectDefaultMetrics({ register: registry });
}
