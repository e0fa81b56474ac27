import {
  adminAuth,
  health,
  isLoopback,
  type Logger,
  metricsEndpoint,
  type MetricsRegistry,
  notFound,
  problemHandler,
  processRoute,
  type ProcessWatch,
  refusePages,
  verifyDepth,
} from '@chaos-lab/service-kit';
import express, { type Express } from 'express';
import type { AgentServices } from './task/agent-services.ts';
import { lookupRoutes } from './api/lookup-routes.ts';
import { openApiRoutes } from './api/openapi-routes.ts';
import { playbookRoutes } from './api/playbook-routes.ts';
import { taskRoutes } from './api/task-routes.ts';
import type { AgentMetrics } from './metrics.ts';

export interface AgentDeps {
  readonly services: AgentServices;
  readonly metrics: AgentMetrics;
  readonly registry: MetricsRegistry;
  readonly log: Logger;
  readonly watch: ProcessWatch;
  /** The address it listens on. */
  readonly host: string;
}

/** The agent's HTTP API, not listening. */
export function createApp({ services, metrics, registry, watch, log, host }: AgentDeps): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(refusePages);
  // A web page must not reach it by pointing a name of its own at 127.0.0.1.
  if (isLoopback(host)) app.use(adminAuth({ host }));
  // Before the JSON parser: a playbook is kept as the text it was written in.
  app.use(playbookRoutes(services));
  app.use(express.json({ limit: '1mb', verify: verifyDepth }));
  app.use(taskRoutes(services, metrics));
  app.use(lookupRoutes(services));
  app.use(openApiRoutes);
  app.use(metricsEndpoint(registry), processRoute(watch));
  app.use(health([{ name: 'playbooks', check: () => noPlaybooks(services) }]));
  app.use(
    notFound,
    problemHandler((error) => log.error({ error }, 'unexpected failure')),
  );
  return app;
}

const noPlaybooks = ({ library }: AgentServices): string | undefined =>
  library.names().length === 0 ? 'no playbook is loaded' : undefined;
