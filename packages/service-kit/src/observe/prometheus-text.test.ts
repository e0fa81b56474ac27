import { Counter, Histogram } from 'prom-client';
import { expect, test } from 'vitest';
import { toPrometheusText } from './prometheus-text.ts';
import { createRegistry } from './registry.ts';

test('counters get their suffix back, exemplars and the end mark go', async () => {
  const registry = createRegistry('petstore-mock');
  const hits = new Counter({
    name: 'hits_total',
    help: 'Hits.',
    labelNames: ['path'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'wait_seconds',
    help: 'Waits.',
    buckets: [1],
    enableExemplars: true,
    registers: [registry],
  });
  hits.inc({ path: '"} 1 # {a="b"}' }, 2);
  seconds.observe({ value: 0.5, exemplarLabels: { trace_id: 'abc' } });

  const open = await registry.metrics();
  expect(open).toContain('# {trace_id="abc"} 0.5');
  expect(toPrometheusText(open)).toBe(
    [
      '# HELP hits_total Hits.',
      '# TYPE hits_total counter',
      'hits_total{path="\\"} 1 # {a=\\"b\\"}",service="petstore-mock"} 2',
      '# HELP wait_seconds Waits.',
      '# TYPE wait_seconds histogram',
      'wait_seconds_bucket{le="1",service="petstore-mock"} 1',
      'wait_seconds_bucket{le="+Inf",service="petstore-mock"} 1',
      'wait_seconds_sum{service="petstore-mock"} 0.5',
      'wait_seconds_count{service="petstore-mock"} 1',
      '',
    ].join('\n'),
  );
});
