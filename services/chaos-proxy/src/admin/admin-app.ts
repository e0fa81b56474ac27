import {
  createAdminApp,
  type MetricsRegistry,
  type ProcessWatch,
  type ReadinessCheck,
} from '@chaos-lab/service-kit';
import type { Express } from 'express';
import type { Engine } from '../engine.ts';
import { scenarioLibrary } from '../scenario/library.ts';
import { describeRoutes } from './describe-routes.ts';
import { experimentLease } from './experiment-lease.ts';
import { effectRoutes } from './effect-routes.ts';
import { foresightRoutes } from './foresight-routes.ts';
import { hypothesisRoutes } from './hypothesis-routes.ts';
import { libraryRoutes } from './library-routes.ts';
import { ruleRoutes } from './rule-routes.ts';
import { scenarioRoutes } from './scenario-routes.ts';
import { sessionRoutes } from './session-routes.ts';
import { tapeRoutes } from './tape-routes.ts';

export type AdminDeps = {
  readonly engine: Engine;
  readonly registry: MetricsRegistry;
  readonly host: string;
  readonly token?: string | undefined;
  readonly openMetrics?: boolean;
  readonly process?: ProcessWatch | undefined;
  readonly checks: readonly ReadinessCheck[];
  readonly onUnexpected: (error: unknown) => void;
};

/** An experiment asks for two things a run, so the limit only stops what runs wild. */
const REQUESTS_PER_MINUTE = 600_000;

/** The control plane. */
export function adminApp({ engine, ...options }: AdminDeps): Express {
  return createAdminApp({
    ...options,
    lease: experimentLease(engine),
    requestsPerMinute: REQUESTS_PER_MINUTE,
    ownBodies(router) {
      scenarioRoutes(router, engine.scenarios);
    },
    routes(router) {
      libraryRoutes(router, engine.scenarios, scenarioLibrary());
      ruleRoutes(router, engine.scenarios, engine.ruleCounts);
      tapeRoutes(router, engine);
      sessionRoutes(router, engine);
      foresightRoutes(router, engine);
      effectRoutes(router, engine.effects);
      hypothesisRoutes(router, engine.hypotheses);
      describeRoutes(router);
    },
  });
}
