import express, { type Express, type Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { metricsEndpoint } from '../observe/metrics-endpoint.ts';
import { type ProcessWatch, processRoute } from '../observe/process-info.ts';
import type { MetricsRegistry } from '../observe/registry.ts';
import { type AdminAccess, adminAuth } from './admin-auth.ts';
import { health, type ReadinessCheck } from './health.ts';
import type { Lease } from './lease.ts';
import { leaseGuard, leaseRoutes } from './lease-routes.ts';
import { verifyDepth } from './json-depth.ts';
import { ProblemError } from './problem.ts';
import { notFound, problemHandler } from './problem-handlers.ts';
import { refusePages } from './refuse-pages.ts';

export interface AdminAppOptions extends AdminAccess {
  readonly registry: MetricsRegistry;
  readonly checks?: readonly ReadinessCheck[];
  /** Answers `/process`, behind the token. */
  readonly process?: ProcessWatch | undefined;
  /** Lets one holder at a time have what the routes change. */
  readonly lease?: Lease;
  /** Adds the service's own routes; they sit behind the token, the rate limit and the body parser. */
  readonly routes?: (router: Router) => void;
  /** Routes that read bodies of their own kind, behind the token and the rate limit. */
  readonly ownBodies?: (router: Router) => void;
  /** Largest JSON body, `1mb` unless told. */
  readonly bodyLimit?: string;
  /** Requests a client may make in a minute, 600,000 unless told; health and metrics are free. */
  readonly requestsPerMinute?: number;
  /** Lets `/metrics` answer without the token and for any Host, for a scraper on a closed network. */
  readonly openMetrics?: boolean;
  /** Told about errors that became a bare 500. */
  readonly onUnexpected?: (error: unknown) => void;
}

/**
 * The app of an admin port: nothing for pages of other origins, `/healthz` and `/readyz` for
 * everybody else, then access control, `/metrics`, the rate limit, JSON bodies and the service's
 * routes. Every refusal is a problem document.
 */
export function createAdminApp(options: AdminAppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(helmet());
  app.use(refusePages);
  app.use(health(options.checks));
  if (options.openMetrics) app.use(metricsEndpoint(options.registry));
  app.use(adminAuth(options));
  app.use(metricsEndpoint(options.registry));
  app.use(limitRate(options.requestsPerMinute ?? 600_000));
  if (options.lease !== undefined) app.use(leaseGuard(options.lease));
  const own = express.Router();
  options.ownBodies?.(own);
  app.use(own);
  app.use(express.json({ limit: options.bodyLimit ?? '1mb', verify: verifyDepth }));
  if (options.process !== undefined) app.use(processRoute(options.process));
  const router = express.Router();
  if (options.lease !== undefined) leaseRoutes(router, options.lease);
  options.routes?.(router);
  app.use(router, notFound, problemHandler(options.onUnexpected));
  return app;
}

const limitRate = (limit: number) =>
  rateLimit({
    windowMs: 60_000,
    limit,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // A client behind a proxy shares the proxy's allowance; its own claim is not believed.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    handler: () => {
      throw new ProblemError('too-many-requests', {
        status: 429,
        title: 'Too many requests',
        detail: `expected at most ${limit} requests a minute`,
      });
    },
  });
