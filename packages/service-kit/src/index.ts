export { abortReason, type Clock } from './clock/clock.ts';
export { type FakeClock, fakeClock } from './clock/fake-clock.ts';
export { scaledClock } from './clock/scaled-clock.ts';
export { systemClock } from './clock/system-clock.ts';
export * from './config/index.ts';
export { type ServerLimits, serverLimits } from './http/server-limits.ts';
export { type Announcement, announceListening, parseAnnouncement } from './process/announce.ts';
export { watchFile } from './process/watch-file.ts';
export { closeServer } from './process/close-server.ts';
export { collectEarly, growSlowly, pauseBriefly } from './process/heap-growth.ts';
export { addressOf, type ListenAddress, ListenError, listen } from './process/listen.ts';
export { watchParent } from './process/parent-watch.ts';
export { type Main, type MainContext, runMain } from './process/run-main.ts';
export { onShutdown, type ShutdownOptions, type ShutdownReason } from './process/shutdown.ts';
export {
  type RunningService,
  type ServiceExit,
  SpawnError,
  spawnService,
} from './process/spawn-service.ts';
export { type Random, seededRandom } from './seeded-random.ts';
export { UserError } from './user-error.ts';
export { type AdminAppOptions, createAdminApp } from './http/admin-app.ts';
export { type AdminAccess, adminAccessProblems, adminAuth } from './http/admin-auth.ts';
export { health, type ReadinessCheck } from './http/health.ts';
export { verifyDepth } from './http/json-depth.ts';
export { isLoopback } from './http/loopback.ts';
export { refuseBody } from './http/refuse-body.ts';
export { refusePages } from './http/refuse-pages.ts';
export { readYaml, type YamlProblem } from './config/read-yaml.ts';
export {
  PROBLEM_MEDIA_TYPE,
  type Problem,
  ProblemError,
  type ProblemInit,
  problemType,
  sendProblem,
} from './http/problem.ts';
export { methodNotAllowed, notFound, problemHandler } from './http/problem-handlers.ts';
export { createLogger, type Logger, type LogLevel, type LogOptions } from './observe/logger.ts';
export { metricsEndpoint } from './observe/metrics-endpoint.ts';
export { addProcessMetrics, createRegistry, type MetricsRegistry } from './observe/registry.ts';
export { Lease, type OnGrant } from './http/lease.ts';
export { LEASE_HEADER } from './http/lease-routes.ts';
export {
  type LeaseGrant,
  leaseGrantSchema,
  type LeaseState,
  leaseStateSchema,
} from './http/lease-schema.ts';
export { type PauseMonitor, pauseMonitor } from './observe/pause-monitor.ts';
export { type ProcessWatch, processRoute, watchProcess } from './observe/process-info.ts';
export { type Pause, type ProcessInfo, processInfoSchema } from './observe/process-info-schema.ts';
