import { AGENT_METRIC } from './agent-metrics.ts';
import { PETSTORE_METRIC } from './petstore-metrics.ts';
import { PROXY_METRIC } from './proxy-metrics.ts';
import { RUNNER_METRIC } from './runner-metrics.ts';

export type { MetricSpec } from './metric-spec.ts';
export { PROCESS_METRIC } from './process-metrics.ts';

/**
 * Every metric that a process exports, once: its type, help text, unit by suffix, and label names.
 * Labels are bounded: no session, no path, no free text.
 */
export const METRIC = {
  ...PROXY_METRIC,
  ...PETSTORE_METRIC,
  ...AGENT_METRIC,
  ...RUNNER_METRIC,
} as const;

export type MetricKey = keyof typeof METRIC;
