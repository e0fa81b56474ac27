import {
  health,
  type Logger,
  metricsEndpoint,
  type MetricsRegistry,
  notFound,
  problemHandler,
} from '@chaos-lab/service-kit';
import express, { type Express } from 'express';
import type { AgentServices } from './agent-services.ts';
import { playbookRoutes } from './api/playbook-routes.ts';
import { taskRoutes } from './api/task-routes.ts';
import type { AgentMetrics } from './metrics.ts';

export interface AgentDeps {
  readonly services: AgentServices;
  readonly metrics: AgentMetrics;
  readonly registry: MetricsRegistry;
  readonly log: Logger;
}

/** The agent's HTTP API, not listening. */
export function createApp(deps: AgentDeps): Express {
  const { services, registry, log } = deps;
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(express.json({ limit: '1mb' }));
  app.use(taskRoutes(deps));
  app.use(playbookRoutes(deps));
  app.use(metricsEndpoint(registry));
  app.use(health([{ name: 'playbooks', check: () => noPlaybooks(services) }]));
  app.use(
    notFound,
    problemHandler((error) => log.error({ error }, 'unexpected failure')),
  );
  return app;
}

const noPlaybooks = ({ library }: AgentServices): string | undefined =>
  library.names().length === 0 ? 'no playbook is loaded' : undefined;
