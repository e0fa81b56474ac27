import {
  health,
  type MetricsRegistry,
  metricsEndpoint,
  notFound,
  problemHandler,
  type ReadinessCheck,
  refusePages,
} from '@chaos-lab/service-kit';
import express, { type Express } from 'express';

/**
 * What the runner answers while it runs: `/metrics`, `/healthz`, `/readyz`. `refresh` brings the
 * metrics up to date before they are read.
 */
export function createApp(deps: {
  readonly registry: MetricsRegistry;
  readonly refresh?: (() => Promise<void>) | undefined;
  readonly checks?: readonly ReadinessCheck[];
}): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(refusePages, health(deps.checks));
  app.get('/metrics', async (_request, _response, next) => {
    await deps.refresh?.();
    next();
  });
  app.use(metricsEndpoint(deps.registry));
  app.use(notFound, problemHandler());
  return app;
}
