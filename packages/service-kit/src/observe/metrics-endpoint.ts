import { Router } from 'express';
import { Registry } from 'prom-client';
import type { MetricsRegistry } from './registry.ts';
import { toPrometheusText } from './prometheus-text.ts';

const TEXT = Registry.PROMETHEUS_CONTENT_TYPE;
const OPEN = Registry.OPENMETRICS_CONTENT_TYPE;
const ESCAPING = /;\s*escaping=[^;,]*/g;

/** `/metrics` in OpenMetrics where the client's Accept prefers it, else in the text format 0.0.4. */
export function metricsEndpoint(registry: MetricsRegistry): Router {
  const router = Router();
  router.get('/metrics', async (request, response) => {
    const { accept } = request.headers;
    // Prometheus 3 adds how it wants names escaped, a parameter that no type of ours has.
    if (accept !== undefined) request.headers.accept = accept.replaceAll(ESCAPING, '');
    const body = await registry.metrics();
    const isOpen = registry.contentType === OPEN;
    const sendOpen = isOpen && request.accepts([TEXT, OPEN]) === OPEN;
    response.set('Vary', 'Accept');
    response.set('Content-Type', sendOpen ? OPEN : TEXT);
    // Bytes, because express would rewrite the content type of a string.
    response.send(Buffer.from(isOpen && !sendOpen ? toPrometheusText(body) : body));
  });
  return router;
}
