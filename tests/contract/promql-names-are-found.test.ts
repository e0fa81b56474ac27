import { METRIC } from '@chaos-lab/contracts';
import { expect, test } from 'vitest';
import { unknownNames } from '../support/known-series.ts';
import { namesIn } from '../support/promql.ts';

test('metrics, their labels and the grouping of an expression are told apart', () => {
  const { metrics, grouping } = namesIn(
    'sum by (le, arm) (rate(a_bucket{arm=~"x{y}|b"}[5m])) / on (arm) group_left () 2 * (b unless b offset 5m) > bool 1e3 or vector(0)',
  );
  expect([...metrics.keys()]).toEqual(['a_bucket', 'b']);
  expect([...(metrics.get('a_bucket') ?? [])]).toEqual(['arm']);
  expect([...grouping]).toEqual(['le', 'arm']);
});

test('a metric or a label that no process exports is named', () => {
  const { name } = METRIC.proxyFaults;
  expect(unknownNames(`sum by (kind) (${name}{phase="before"})`)).toEqual([]);
  expect(unknownNames(`${name}s`)).toEqual([`no such series: ${name}s`]);
  expect(unknownNames(`${name}{session="a"}`)).toEqual([`${name} has no label session`]);
  expect(unknownNames(`sum by (session) (${name})`)).toEqual([
    'grouped by session, which none of its series has',
  ]);
  expect(unknownNames(METRIC.proxyDuration.name)).toHaveLength(1);
  expect(unknownNames(`${METRIC.proxyDuration.name}_bucket{le="1"}`)).toEqual([]);
});
