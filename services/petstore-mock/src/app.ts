import {
  createAdminApp,
  health,
  Lease,
  type MetricsRegistry,
  notFound,
  type ProcessWatch,
  problemHandler,
} from '@chaos-lab/service-kit';
import express, { type Express } from 'express';
import { expressDoor } from './http/express-door.ts';
import { adminRoutes } from './ledger/admin-routes.ts';
import type { Petstore } from './petstore.ts';

export type AppDeps = {
  readonly petstore: Petstore;
  /** Told about errors that became a bare 500. */
  readonly onUnexpected?: (error: unknown) => void;
};

export type AdminDeps = AppDeps & {
  readonly registry: MetricsRegistry;
  readonly process?: ProcessWatch | undefined;
  readonly host: string;
  readonly token?: string | undefined;
  /** Lets `/metrics` answer without the token. */
  readonly openMetrics?: boolean;
};

// A runner asks for one verdict a run, far above what a person's tools would need.
const ADMIN_REQUESTS_A_MINUTE = 1_000_000;

/** The app of the traffic port: the API, and health beside it. */
export function createApp({ petstore, onUnexpected }: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(expressDoor(petstore.receive));
  app.use(health(), notFound, problemHandler(onUnexpected));
  return app;
}

/** The app of the admin port: ledger, verdict, reset, metrics, health. */
export function createAdmin(deps: AdminDeps): Express {
  const { petstore, registry, host, token, openMetrics = false, onUnexpected } = deps;
  return createAdminApp({
    host,
    token,
    registry,
    openMetrics,
    requestsPerMinute: ADMIN_REQUESTS_A_MINUTE,
    process: deps.process,
    lease: new Lease(),
    routes: (router) => adminRoutes(router, petstore.stores),
    ...(onUnexpected !== undefined && { onUnexpected }),
  });
}
