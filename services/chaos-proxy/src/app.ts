import type { DecisionRecord, Scenario } from '@chaos-lab/contracts';
import { type OpenApiDocument, schemasOf } from '@chaos-lab/openapi';
import type { Clock, MetricsRegistry, ProcessWatch, ReadinessCheck } from '@chaos-lab/service-kit';
import type { Express } from 'express';
import { adminApp } from './admin/admin-app.ts';
import { createEngine, type Engine } from './engine.ts';
import { faultParameters } from './faults/index.ts';
import type { Forwarder } from './upstream/index.ts';
import { registerMetrics } from './metrics.ts';
import { errorBodies } from './openapi/error-bodies.ts';
import { inspector } from './openapi/inspector.ts';
import { requestValidator } from './openapi/request-validator.ts';
import { responseSchemas } from './openapi/response-schemas.ts';
import type { Operations } from './openapi/operations.ts';
import type { ScenarioDefaults } from './scenario/compile.ts';
import type { After } from './scenario/scenario-store.ts';
import type { TapeBounds } from './tape/memory-tape.ts';
import { createTraffic, type Traffic, type TrafficDeps } from './call/index.ts';

export type AppDeps = {
  readonly scenario: Scenario;
  readonly defaults: ScenarioDefaults;
  readonly operations: Operations;
  /** The document that requests, injected errors and altered answers follow. */
  readonly openapi?: OpenApiDocument | undefined;
  /** Whether requests that break the document are refused. */
  readonly validateRequests?: boolean;
  readonly forwarder: Forwarder;
  readonly headers: TrafficDeps['headers'];
  readonly admin: {
    readonly host: string;
    readonly token?: string | undefined;
    readonly openMetrics?: boolean;
  };
  readonly registry: MetricsRegistry;
  readonly process?: ProcessWatch | undefined;
  readonly checks?: readonly ReadinessCheck[];
  readonly maxSessions: number;
  readonly maxHeld: number;
  readonly tapeBounds: TapeBounds;
  readonly keepEffects?: boolean;
  readonly run: string;
  readonly clock: Clock;
  readonly after: After;
  readonly nextId: () => string;
  readonly onSettled: (record: DecisionRecord) => void;
  readonly onUnexpected: (error: unknown) => void;
};

export type App = { readonly engine: Engine; readonly traffic: Traffic; readonly admin: Express };

/** The proxy without listeners: what decides, what forwards, and the control plane over both. */
export function createApp(deps: AppDeps): App {
  const { clock, registry, onUnexpected } = deps;
  const { openapi, operations } = deps;
  const engine = createEngine({
    ...deps,
    errorBodies: openapi === undefined ? undefined : errorBodies(openapi, operations),
    parametersOf: faultParameters,
    now: () => clock.now(),
  });
  const schemas = openapi && schemasOf(openapi);
  const { counters, sessions } = engine;
  const traffic = createTraffic({
    decide: engine.decide,
    forwarder: deps.forwarder,
    clock,
    maxHeld: deps.maxHeld,
    headers: deps.headers,
    inspect:
      openapi && schemas && deps.validateRequests === true
        ? inspector(requestValidator(openapi, operations, schemas))
        : undefined,
    responseSchemas: openapi && schemas && responseSchemas(openapi, operations, schemas),
    onRejected: () => counters.rejected(),
    onError(error) {
      counters.ownFailures += 1;
      onUnexpected(error);
    },
  });
  registerMetrics(registry, {
    counters,
    sessions: () => sessions.size,
    evictions: () => sessions.evictions,
    held: traffic.held,
  });
  const admin = adminApp({
    engine,
    registry,
    ...deps.admin,
    process: deps.process,
    checks: deps.checks ?? [],
    onUnexpected,
  });
  return { engine, traffic, admin };
}
