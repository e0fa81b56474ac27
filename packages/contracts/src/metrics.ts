export type MetricSpec = {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
};

/**
 * Every metric that a process exports, once: its type, help text, unit by suffix, and label names.
 * Labels are bounded: no session, no path, no free text.
 */
export const METRIC = {
  proxyRequests: {
    name: 'chaos_proxy_requests_total',
    type: 'counter',
    help: 'Requests that reached the traffic port, by how they ended',
    labels: ['end'],
  },
  proxyDecisions: {
    name: 'chaos_proxy_decisions_total',
    type: 'counter',
    help: 'Decisions, by source and by whether a fault was decided',
    labels: ['source', 'decided'],
  },
  proxyFaults: {
    name: 'chaos_proxy_faults_total',
    type: 'counter',
    help: 'Faults that went out, by kind and phase',
    labels: ['kind', 'phase'],
  },
  proxySuppressed: {
    name: 'chaos_proxy_faults_suppressed_total',
    type: 'counter',
    help: 'Decided faults that did not go out, by reason',
    labels: ['kind', 'reason'],
  },
  proxyExpectedFaults: {
    name: 'chaos_proxy_expected_faults_total',
    type: 'counter',
    help: 'Sum of the rates in force, that is the faults asked for',
    labels: [],
  },
  proxyRateLimitViolations: {
    name: 'chaos_proxy_rate_limit_violations_total',
    type: 'counter',
    help: 'Calls that came back before their Retry-After was over',
    labels: [],
  },
  proxyUpstreamFailures: {
    name: 'chaos_proxy_upstream_failures_total',
    type: 'counter',
    help: 'Real failures of the upstream, by reason',
    labels: ['reason'],
  },
  proxyHeld: {
    name: 'chaos_proxy_held_connections',
    type: 'gauge',
    help: 'Connections that a fault holds open now',
    labels: [],
  },
  proxySessions: {
    name: 'chaos_proxy_sessions',
    type: 'gauge',
    help: 'Sessions whose state is kept now',
    labels: [],
  },
  proxyEvictions: {
    name: 'chaos_proxy_session_evictions_total',
    type: 'counter',
    help: 'Sessions whose state was dropped to stay within the bound',
    labels: [],
  },
  proxyDuration: {
    name: 'chaos_proxy_request_duration_seconds',
    type: 'histogram',
    help: 'Time from request to the end of the response',
    labels: [],
  },
  proxyUpstreamDuration: {
    name: 'chaos_proxy_upstream_duration_seconds',
    type: 'histogram',
    help: 'Time from forwarding a request to the head of the real response',
    labels: [],
  },
  petstoreRequests: {
    name: 'petstore_requests_total',
    type: 'counter',
    help: 'Requests by operation and status',
    labels: ['operation', 'status'],
  },
  petstoreEffects: {
    name: 'petstore_effects_total',
    type: 'counter',
    help: 'Changes of state by entity and kind',
    labels: ['entity', 'change'],
  },
  petstoreStores: {
    name: 'petstore_stores',
    type: 'gauge',
    help: 'Isolated stores kept now',
    labels: [],
  },
  petstoreEvictions: {
    name: 'petstore_store_evictions_total',
    type: 'counter',
    help: 'Stores dropped, by reason',
    labels: ['reason'],
  },
  petstoreIdempotency: {
    name: 'petstore_idempotency_total',
    type: 'counter',
    help: 'Requests with an Idempotency-Key by what came of it',
    labels: ['result'],
  },
  agentTasks: {
    name: 'agent_tasks_total',
    type: 'counter',
    help: 'Finished tasks by policy and outcome',
    labels: ['policy', 'outcome'],
  },
  agentTaskDuration: {
    name: 'agent_task_duration_seconds',
    type: 'histogram',
    help: 'Lab time of a task',
    labels: ['policy'],
  },
  agentAttempts: {
    name: 'agent_attempts_total',
    type: 'counter',
    help: 'Calls by tool and condition (ok where it succeeded)',
    labels: ['tool', 'condition'],
  },
  agentRecoveries: {
    name: 'agent_recoveries_total',
    type: 'counter',
    help: 'Recovery decisions by strategy',
    labels: ['strategy'],
  },
  agentRewrites: {
    name: 'agent_rewrites_total',
    type: 'counter',
    help: 'Decisions rewritten for safety, by the strategy they became',
    labels: ['to'],
  },
  agentBreakerState: {
    name: 'agent_breaker_state',
    type: 'gauge',
    help: 'Breakers now in this state, by route',
    labels: ['route', 'state'],
  },
  agentBreakerTransitions: {
    name: 'agent_breaker_transitions_total',
    type: 'counter',
    help: 'Breaker transitions by route and new state',
    labels: ['route', 'to'],
  },
  agentRetryBudget: {
    name: 'agent_retry_budget_tokens',
    type: 'gauge',
    help: 'Retry tokens left in the shared budget, by upstream',
    labels: ['upstream'],
  },
  agentRunning: {
    name: 'agent_tasks_running',
    type: 'gauge',
    help: 'Tasks that run now',
    labels: [],
  },
  runnerRuns: {
    name: 'runner_runs_total',
    type: 'counter',
    help: 'Finished runs by scenario, arm, rate and verdict',
    labels: ['scenario', 'arm', 'rate', 'verdict'],
  },
  runnerFirstTry: {
    name: 'runner_first_try_success_total',
    type: 'counter',
    help: 'Runs that succeeded without a retry',
    labels: ['scenario', 'arm', 'rate'],
  },
  runnerCalls: {
    name: 'runner_upstream_calls_total',
    type: 'counter',
    help: 'Calls that reached the proxy',
    labels: ['scenario', 'arm', 'rate'],
  },
  runnerSteps: {
    name: 'runner_logical_calls_total',
    type: 'counter',
    help: 'Steps that were tried, whatever the number of calls each took',
    labels: ['scenario', 'arm', 'rate'],
  },
  runnerInconsistencies: {
    name: 'runner_inconsistencies_total',
    type: 'counter',
    help: 'Duplicates, orphans and lost updates found in the ledger',
    labels: ['scenario', 'arm', 'rate'],
  },
  runnerDuration: {
    name: 'runner_run_duration_seconds',
    type: 'histogram',
    help: 'Lab time of a run',
    labels: ['scenario', 'arm'],
  },
  runnerSuccessLow: {
    name: 'runner_success_ratio_low',
    type: 'gauge',
    help: 'Lower Wilson 95 % bound of verified success so far',
    labels: ['scenario', 'arm', 'rate'],
  },
  runnerSuccessHigh: {
    name: 'runner_success_ratio_high',
    type: 'gauge',
    help: 'Upper Wilson 95 % bound of verified success so far',
    labels: ['scenario', 'arm', 'rate'],
  },
  runnerPlanned: {
    name: 'runner_runs_planned',
    type: 'gauge',
    help: 'Runs of the experiment that runs now',
    labels: [],
  },
  runnerExperiment: {
    name: 'runner_experiment_running',
    type: 'gauge',
    help: '1 while an experiment runs',
    labels: ['experiment'],
  },
} as const satisfies Record<string, MetricSpec>;

export type MetricKey = keyof typeof METRIC;

/** Those of prom-client's default metrics, which every process exports, that a dashboard or rule reads. */
export const PROCESS_METRIC = {
  cpu: {
    name: 'process_cpu_seconds_total',
    type: 'counter',
    help: 'CPU time, user and system',
    labels: [],
  },
  startTime: {
    name: 'process_start_time_seconds',
    type: 'gauge',
    help: 'Unix time at which the process started',
    labels: [],
  },
  residentMemory: {
    name: 'process_resident_memory_bytes',
    type: 'gauge',
    help: 'Memory that the process holds in RAM',
    labels: [],
  },
  heapUsed: {
    name: 'nodejs_heap_size_used_bytes',
    type: 'gauge',
    help: 'JavaScript heap in use',
    labels: [],
  },
  externalMemory: {
    name: 'nodejs_external_memory_bytes',
    type: 'gauge',
    help: 'Memory outside the heap that JavaScript objects hold, buffers among it',
    labels: [],
  },
  openFiles: {
    name: 'process_open_fds',
    type: 'gauge',
    help: 'Open file descriptors, sockets among them',
    labels: [],
  },
  maxFiles: {
    name: 'process_max_fds',
    type: 'gauge',
    help: 'File descriptors that the process may open',
    labels: [],
  },
  eventLoopLag: {
    name: 'nodejs_eventloop_lag_p99_seconds',
    type: 'gauge',
    help: '99th percentile of the delay of the event loop since the last scrape',
    labels: [],
  },
  eventLoopLagMean: {
    name: 'nodejs_eventloop_lag_mean_seconds',
    type: 'gauge',
    help: 'Mean delay of the event loop since the last scrape',
    labels: [],
  },
  resources: {
    name: 'nodejs_active_resources',
    type: 'gauge',
    help: 'What keeps the event loop alive, by type: TCPSocketWrap is an open socket',
    labels: ['type'],
  },
  collections: {
    name: 'nodejs_gc_duration_seconds',
    type: 'histogram',
    help: 'Garbage collections by kind',
    labels: ['kind'],
  },
} as const satisfies Record<string, MetricSpec>;
