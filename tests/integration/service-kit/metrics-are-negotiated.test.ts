import {
  addProcessMetrics,
  createRegistry,
  metricsEndpoint,
  problemHandler,
} from '@chaos-lab/service-kit';
import express from 'express';
import { Counter } from 'prom-client';
import request from 'supertest';
import { expect, test } from 'vitest';

const registry = createRegistry('agent');
addProcessMetrics(registry);
new Counter({
  name: 'tasks_total',
  help: 'Tasks.',
  enableExemplars: true,
  registers: [registry],
}).inc({ value: 1, labels: {}, exemplarLabels: { trace_id: 'abc' } });
const app = express().use(metricsEndpoint(registry), problemHandler());

test.each([
  [
    'Prometheus 2',
    'application/openmetrics-text;version=1.0.0;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=0.0.4;q=0.2,*/*;q=0.1',
  ],
  [
    'Prometheus 3',
    'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.4',
  ],
])('%s prefers OpenMetrics and gets it, with exemplars', async (_name, accept) => {
  const response = await request(app).get('/metrics').set('Accept', accept);
  expect(response.headers['content-type']).toBe(
    'application/openmetrics-text; version=1.0.0; charset=utf-8',
  );
  expect(response.text).toContain('# TYPE tasks counter');
  expect(response.text).toMatch(/^tasks_total\{service="agent"\} 1 # \{trace_id="abc"\}/m);
  expect(response.text.endsWith('# EOF\n')).toBe(true);
});

test.each(['*/*', 'text/plain', 'application/json'])('%s gets the text format', async (accept) => {
  const response = await request(app).get('/metrics').set('Accept', accept);
  expect(response.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(response.text).toContain('# TYPE tasks_total counter\ntasks_total{service="agent"} 1\n');
  expect(response.text).not.toContain('# EOF');
  expect(response.text).toMatch(/^nodejs_eventloop_lag_p99_seconds\{service="agent"\}/m);
  expect(response.text).toMatch(/^process_resident_memory_bytes\{service="agent"\} \d+/m);
});
