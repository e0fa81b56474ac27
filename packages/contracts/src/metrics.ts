/**
 * Every metric that a process exports, once: its help text, unit by suffix, and label names.
 * Labels are bounded: no session, no path, no free text.
 */
export const METRIC = {
  proxyRequests: {
    name: 'chaos_proxy_requests_total',
    help: 'Requests that reached the traffic port, by how they ended',
    labels: ['end'],
  },
  proxyDecisions: {
    name: 'chaos_proxy_decisions_total',
    help: 'Decisions, by source and by whether a fault was decided',
    labels: ['source', 'decided'],
  },
  proxyFaults: {
    name: 'chaos_proxy_faults_total',
    help: 'Faults that went out, by kind and phase',
    labels: ['kind', 'phase'],
  },
  proxySuppressed: {
    name: 'chaos_proxy_faults_suppressed_total',
    help: 'Decided faults that did not go out, by reason',
    labels: ['kind', 'reason'],
  },
  proxyExpectedFaults: {
    name: 'chaos_proxy_expected_faults_total',
    help: 'Sum of the rates in force, that is the faults asked for',
    labels: [],
  },
  proxyRateLimitViolations: {
    name: 'chaos_proxy_rate_limit_violations_total',
    help: 'Calls that came back before their Retry-After was over',
    labels: [],
  },
  proxyUpstreamFailures: {
    name: 'chaos_proxy_upstream_failures_total',
    help: 'Real failures of the upstream, by reason',
    labels: ['reason'],
  },
  proxyHeld: {
    name: 'chaos_proxy_held_connections',
    help: 'Connections that a fault holds open now',
    labels: [],
  },
  proxySessions: {
    name: 'chaos_proxy_sessions',
    help: 'Sessions whose state is kept now',
    labels: [],
  },
  proxyEvictions: {
    name: 'chaos_proxy_session_evictions_total',
    help: 'Sessions whose state was dropped to stay within the bound',
    labels: [],
  },
  proxyDuration: {
    name: 'chaos_proxy_request_duration_seconds',
    help: 'Time from request to the end of the response',
    labels: [],
  },
  proxyUpstreamDuration: {
    name: 'chaos_proxy_upstream_duration_seconds',
    help: 'Time from forwarding a request to the head of the real response',
    labels: [],
  },
  petstoreRequests: {
    name: 'petstore_requests_total',
    help: 'Requests by operation and status',
    labels: ['operation', 'status'],
  },
  petstoreEffects: {
    name: 'petstore_effects_total',
    help: 'Changes of state by entity and kind',
    labels: ['entity', 'change'],
  },
  petstoreStores: {
    name: 'petstore_stores',
    help: 'Isolated stores kept now',
    labels: [],
  },
  petstoreEvictions: {
    name: 'petstore_store_evictions_total',
    help: 'Stores dropped, by reason',
    labels: ['reason'],
  },
  petstoreIdempotency: {
    name: 'petstore_idempotency_total',
    help: 'Requests with an Idempotency-Key by what came of it',
    labels: ['result'],
  },
  agentTasks: {
    name: 'agent_tasks_total',
    help: 'Finished tasks by policy and outcome',
    labels: ['policy', 'outcome'],
  },
  agentTaskDuration: {
    name: 'agent_task_duration_seconds',
    help: 'Lab time of a task',
    labels: ['policy'],
  },
  agentAttempts: {
    name: 'agent_attempts_total',
    help: 'Calls by tool and condition (ok where it succeeded)',
    labels: ['tool', 'condition'],
  },
  agentRecoveries: {
    name: 'agent_recoveries_total',
    help: 'Recovery decisions by strategy',
    labels: ['strategy'],
  },
  agentRewrites: {
    name: 'agent_rewrites_total',
    help: 'Decisions rewritten for safety, by the strategy they became',
    labels: ['to'],
  },
  agentBreakerState: {
    name: 'agent_breaker_state',
    help: 'Breakers now in this state, by route',
    labels: ['route', 'state'],
  },
  agentBreakerTransitions: {
    name: 'agent_breaker_transitions_total',
    help: 'Breaker transitions by route and new state',
    labels: ['route', 'to'],
  },
  agentRetryBudget: {
    name: 'agent_retry_budget_tokens',
    help: 'Retry tokens left in the shared budget, by upstream',
    labels: ['upstream'],
  },
  agentRunning: {
    name: 'agent_tasks_running',
    help: 'Tasks that run now',
    labels: [],
  },
  runnerRuns: {
    name: 'runner_runs_total',
    help: 'Finished runs by scenario, arm, rate and verdict',
    labels: ['scenario', 'arm', 'rate', 'verdict'],
  },
  runnerFirstTry: {
    name: 'runner_first_try_success_total',
    help: 'Runs that succeeded without a retry',
    labels: ['scenario', 'arm', 'rate'],
  },
  runnerCalls: {
    name: 'runner_upstream_calls_total',
    help: 'Calls that reached the proxy',
    labels: ['scenario', 'arm', 'rate'],
  },
  runnerSteps: {
    name: 'runner_logical_calls_total',
    help: 'Steps that were tried, whatever the number of calls each took',
    labels: ['scenario', 'arm', 'rate'],
  },
  runnerInconsistencies: {
    name: 'runner_inconsistencies_total',
    help: 'Duplicates, orphans and lost updates found in the ledger',
    labels: ['scenario', 'arm', 'rate'],
  },
  runnerDuration: {
    name: 'runner_run_duration_seconds',
    help: 'Lab time of a run',
    labels: ['scenario', 'arm'],
  },
  runnerSuccessLow: {
    name: 'runner_success_ratio_low',
    help: 'Lower Wilson 95 % bound of verified success so far',
    labels: ['scenario', 'arm', 'rate'],
  },
  runnerSuccessHigh: {
    name: 'runner_success_ratio_high',
    help: 'Upper Wilson 95 % bound of verified success so far',
    labels: ['scenario', 'arm', 'rate'],
  },
  runnerPlanned: {
    name: 'runner_runs_planned',
    help: 'Runs of the experiment that runs now',
    labels: [],
  },
  runnerExperiment: {
    name: 'runner_experiment_running',
    help: '1 while an experiment runs',
    labels: ['experiment'],
  },
} as const satisfies Record<string, { name: string; help: string; labels: readonly string[] }>;

export type MetricKey = keyof typeof METRIC;
