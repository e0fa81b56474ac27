import type { MetricSpec } from './metric-spec.ts';

/** What the agent exports of its own. */
export const AGENT_METRIC = {
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
} as const satisfies Record<string, MetricSpec>;
