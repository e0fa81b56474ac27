import { METRIC, type MetricSpec, PROCESS_METRIC } from '@chaos-lab/contracts';
import { expect, test } from 'vitest';

/** Labels whose values a client chooses, or that grow with the number of runs. */
const UNBOUNDED = new Set([
  'session',
  'run_id',
  'trace_id',
  'path',
  'url',
  'user',
  'id',
  'message',
  'key',
]);

/** What Prometheus' naming conventions and the bound on series have against a metric. */
function offences({ name, type, help, labels }: MetricSpec): string[] {
  const found: string[] = [];
  if (!/^[a-z][a-z0-9_]*$/.test(name)) found.push('not in snake case');
  if ((type === 'counter') !== name.endsWith('_total')) found.push('_total is for counters');
  if (/_(ms|milliseconds|minutes|percent|kb|mb)(_|$)/.test(name)) found.push('not a base unit');
  if (type === 'histogram' && !/_(seconds|bytes)$/.test(name)) found.push('no unit');
  if (help === '' || help.endsWith('.')) found.push('help is a phrase');
  for (const label of labels) if (UNBOUNDED.has(label)) found.push(`unbounded: ${label}`);
  return found;
}

test('every metric follows the conventions and has bounded labels', () => {
  const metrics: MetricSpec[] = [...Object.values(METRIC), ...Object.values(PROCESS_METRIC)];
  expect(
    metrics.flatMap((metric) => offences(metric).map((why) => `${metric.name}: ${why}`)),
  ).toEqual([]);
  const names = metrics.map((metric) => metric.name);
  expect(new Set(names).size).toBe(names.length);
});

test.each([
  [{ name: 'proxy_requests', type: 'counter', help: 'x', labels: [] }, '_total is for counters'],
  [{ name: 'wait_ms', type: 'gauge', help: 'x', labels: [] }, 'not a base unit'],
  [{ name: 'wait', type: 'histogram', help: 'x', labels: [] }, 'no unit'],
  [{ name: 'a_total', type: 'counter', help: 'x', labels: ['session'] }, 'unbounded: session'],
] as const)('%o would be found', (metric, why) => {
  expect(offences(metric)).toEqual([why]);
});
