import type { Policy, PlaybookInput } from '@chaos-lab/contracts';

type Draw = () => number;

const WAITS = { base_delay: 0.2, max_retries: 3 };
const STRATEGIES = [
  { strategy: 'fail_fast' },
  { strategy: 'escalate_to_human' },
  { strategy: 'retry_immediately', config: { max_retries: 3 } },
  { strategy: 'retry_exponential_backoff', config: WAITS },
  { strategy: 'honor_retry_after', config: { max_retries: 3 } },
  { strategy: 'hedge', config: { max_retries: 2, after: 1 } },
  { strategy: 'idempotent_retry', config: WAITS },
  { strategy: 'verify_then_retry', config: WAITS },
  { strategy: 'timeout_override', config: { timeout: 30, max_retries: 2 } },
  { strategy: 'compensate', config: WAITS },
  {
    strategy: 'sequence',
    config: {
      steps: [
        { strategy: 'retry_immediately', config: { max_retries: 1 } },
        { strategy: 'verify_then_retry', config: WAITS },
      ],
    },
  },
] as const;

/** A playbook of random entries and settings. */
export function randomPlaybook(draw: Draw): PlaybookInput {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)] as T;
  const table = () =>
    Object.fromEntries(
      ['4xx', '409', '5xx', 'timeout', 'reset', 'close', 'truncated', 'malformed']
        .filter(() => draw() < 0.8)
        .map((condition) => [condition, pick(STRATEGIES)]),
    );
  const maybe = <T>(chance: number, value: T): T | undefined =>
    draw() < chance ? value : undefined;
  return {
    _settings: {
      safety: pick(['classic', 'strict'] as const),
      idempotency_keys: maybe(0.5, draw() < 0.5),
      re_resolve: maybe(0.3, draw() < 0.5),
      max_attempts: maybe(0.3, 3),
      deadline_s: maybe(0.3, pick([1, 5, 60])),
      settle_s: pick([0, 0, 2]),
      breaker: maybe(0.4, { consecutiveFailures: 2, resetAfterS: pick([1, 600]) }),
      retry_budget: maybe(0.3, { capacity: 3, refill_per_success: 0.5 }),
      compensate_on_failure: maybe(0.6, { base_delay: 0.1, max_retries: pick([2, 10]) }),
    },
    place_order: table(),
    '*': { ...table(), breaker_open: pick([STRATEGIES[0], { strategy: 'wait_half_open' }]) },
    default: pick(STRATEGIES),
  };
}

/** How many random playbooks an agent is given. */
export const PLAYBOOKS = 48;

/** Any of the policies there are. */
export function randomPolicy(draw: Draw): Policy {
  const kind = draw();
  if (kind < 0.05) return { type: 'none' };
  if (kind < 0.12) return { type: 'blind', retries: 2 };
  if (kind < 0.2) return { type: 'axios-retry', retries: 3, mode: 'exponential' };
  if (kind < 0.3) return { type: 'playbook', name: 'training' };
  if (kind < 0.6) return { type: 'playbook', name: 'resilient' };
  return { type: 'playbook', name: `random-${Math.floor(draw() * PLAYBOOKS)}` };
}
