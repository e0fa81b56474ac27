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

/** What the runner answers while it runs: `/metrics`, `/healthz`, `/readyz`. */
export function createApp(deps: {
  readonly registry: MetricsRegistry;
  readonly checks?: readonly ReadinessCheck[];
}): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(refusePages, health(deps.checks), metricsEndpoint(deps.registry));
  app.use(notFound, problemHandler());
  return app;
}
