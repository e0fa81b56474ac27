import {
  type AttemptTrace,
  BREAKER_STATES,
  type BreakerState,
  METRIC,
  type RecoveryDecision,
  type TaskResult,
} from '@chaos-lab/contracts';
import type { MetricsRegistry } from '@chaos-lab/service-kit';
import { Counter, Gauge, Histogram } from 'prom-client';
import { STRATEGY } from './recovery/strategies/index.ts';
import { TOOLS } from './tools/registry.ts';

/** Seconds of lab time. */
const DURATION_BUCKETS = [0.1, 0.3, 1, 3, 10, 30, 100, 300];

const spec = ({ name, help, labels }: (typeof METRIC)[keyof typeof METRIC]) => ({
  name,
  help,
  labelNames: [...labels] as string[],
});

const TOOL_OF = new Map([...TOOLS.values()].map(({ operation, name }) => [operation, name]));
const REWRITTEN_TO = ['verify_then_retry', 'idempotent_retry', 'escalate_to_human'];

export interface AgentMetricsOptions {
  readonly registry: MetricsRegistry;
  readonly upstream: string;
  /** Tokens left in the shared retry budgets, undefined where there is none. */
  readonly tokens: () => number | undefined;
}

export type AgentMetrics = ReturnType<typeof createMetrics>;

/** Everything the agent exports beside its process metrics. */
export function createMetrics({ registry, upstream, tokens }: AgentMetricsOptions) {
  const registers = [registry];
  const tasks = new Counter({ ...spec(METRIC.agentTasks), registers });
  const attempts = new Counter({ ...spec(METRIC.agentAttempts), registers });
  const recoveries = new Counter({ ...spec(METRIC.agentRecoveries), registers });
  const rewrites = new Counter({ ...spec(METRIC.agentRewrites), registers });
  const running = new Gauge({ ...spec(METRIC.agentRunning), registers });
  const transitions = new Counter({ ...spec(METRIC.agentBreakerTransitions), registers });
  const duration = new Histogram({
    ...spec(METRIC.agentTaskDuration),
    buckets: DURATION_BUCKETS,
    registers,
  });
  const states = new Gauge({ ...spec(METRIC.agentBreakerState), registers });
  registry.registerMetric(
    new Gauge({
      ...spec(METRIC.agentRetryBudget),
      registers: [],
      collect() {
        const left = tokens();
        if (left !== undefined) this.set({ upstream }, left);
      },
    }),
  );

  // A counter that exists from the start lets `increase()` see its first event.
  for (const tool of TOOLS.keys()) attempts.inc({ tool, condition: 'ok' }, 0);
  for (const strategy of Object.keys(STRATEGY)) recoveries.inc({ strategy }, 0);
  for (const to of REWRITTEN_TO) rewrites.inc({ to }, 0);
  for (const { operation: route } of TOOLS.values()) {
    for (const to of BREAKER_STATES) if (to !== 'off') transitions.inc({ route, to }, 0);
  }

  return {
    started: (): void => running.inc(),
    /** A task has ended, one way or the other. */
    ended: (): void => running.dec(),
    finished(policy: string, result: TaskResult): void {
      tasks.inc({ policy, outcome: result.outcome });
      duration.observe({ policy }, result.durationMs / 1000);
    },
    attempt: ({ operation, condition }: AttemptTrace): void => {
      attempts.inc({ tool: TOOL_OF.get(operation) ?? operation, condition });
    },
    decision: ({ strategy, rewrittenFrom }: RecoveryDecision): void => {
      recoveries.inc({ strategy });
      if (rewrittenFrom !== null) rewrites.inc({ to: strategy });
    },
    /** `from` is undefined where a breaker is new, `to` where it is given up. */
    breakerMoved(
      route: string,
      from: BreakerState | undefined,
      to: BreakerState | undefined,
    ): void {
      if (from !== undefined) states.dec({ route, state: from });
      if (to !== undefined) states.inc({ route, state: to });
      if (from !== undefined && to !== undefined) transitions.inc({ route, to });
    },
  };
}
