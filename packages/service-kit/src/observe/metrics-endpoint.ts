import { Router } from 'express';
import { Registry } from 'prom-client';
import type { MetricsRegistry } from './registry.ts';
import { toPrometheusText } from './prometheus-text.ts';

const OPENMETRICS = 'application/openmetrics-text';

/** `/metrics` in OpenMetrics where the client's Accept prefers it, else in the text format 0.0.4. */
export function metricsEndpoint(registry: MetricsRegistry): Router {
  const router = Router();
  router.get('/metrics', async (request, response) => {
    const body = await registry.metrics();
    const isOpen = registry.contentType === Registry.OPENMETRICS_CONTENT_TYPE;
    const wantsOpen = request.accepts(['text/plain', OPENMETRICS]) === OPENMETRICS;
    const sendOpen = isOpen && wantsOpen;
    response.set('Vary', 'Accept');
    response.set(
      'Content-Type',
      sendOpen ? Registry.OPENMETRICS_CONTENT_TYPE : Registry.PROMETHEUS_CONTENT_TYPE,
    );
    // Bytes, because express would rewrite the content type of a string.
    response.send(Buffer.from(isOpen && !sendOpen ? toPrometheusText(body) : body));
  });
  return router;
}
