import type { MetricSpec } from '@chaos-lab/contracts';

/** Labels that Prometheus adds to every series it scrapes. */
type TargetLabel = 'job' | 'instance';

type LabelOf<M extends MetricSpec> = M['labels'][number] | TargetLabel;
type Matchers<M extends MetricSpec> = Partial<Readonly<Record<LabelOf<M>, string>>>;

/**
 * The selector of a metric. A value that starts with an operator (`=~$arm`, `!=ok`) keeps it, any
 * other must be equal. Only labels that the metric has are accepted.
 */
export function series<M extends MetricSpec>(metric: M, matchers: Matchers<M> = {}): string {
  return metric.name + braces(matchers);
}

/** The cumulative buckets of a histogram. */
export function buckets<M extends MetricSpec & { type: 'histogram' }>(
  metric: M,
  matchers: Matchers<M> = {},
): string {
  return `${metric.name}_bucket${braces(matchers)}`;
}

/** A quantile over the buckets of all instances; never an average of quantiles. */
export function quantile<M extends MetricSpec & { type: 'histogram' }>(
  q: number,
  metric: M,
  matchers: Matchers<M> = {},
): string {
  return `histogram_quantile(${q}, sum by (le) (${rate(buckets(metric, matchers))}))`;
}

/** Per second, over the window that Grafana finds right for the zoom. */
export const rate = (selector: string): string => `rate(${selector}[$__rate_interval])`;

/** How much a counter grew between two points of the graph. */
export const increase = (selector: string): string => `increase(${selector}[$__rate_interval])`;

/** Leaves out the groups in which nothing happens, which would only fill the legend. */
export const above0 = (expression: string): string => `${expression} > 0`;

/**
 * Zero in place of nothing, for a sum whose first event has not come yet. Not for one that has
 * labels left: there it would add a line without a name.
 */
export const orZero = (expression: string): string => `${expression} or vector(0)`;

function braces(matchers: Readonly<Record<string, string | undefined>>): string {
  const parts = Object.entries(matchers).map(([label, value = '']) => {
    const operator = /^(=~|!~|!=)/.exec(value)?.[0] ?? '=';
    const text = operator === '=' ? value : value.slice(operator.length);
    return `${label}${operator}"${text}"`;
  });
  return parts.length === 0 ? '' : `{${parts.join(',')}}`;
}
