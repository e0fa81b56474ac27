import type { ConfigOf } from '@chaos-lab/contracts';
import type { ActingEntry, ActingName } from '../playbook/acting-entry.ts';
import { compensate } from './compensate.ts';
import { escalateToHuman } from './escalate-to-human.ts';
import { failFast } from './fail-fast.ts';
import { fallbackStale } from './fallback-stale.ts';
import { fallbackStatic } from './fallback-static.ts';
import { hedge } from './hedge.ts';
import { honorRetryAfter } from './honor-retry-after.ts';
import { idempotentRetry } from './idempotent-retry.ts';
import { retryExponentialBackoff } from './retry-exponential-backoff.ts';
import { retryFixed } from './retry-fixed.ts';
import { retryImmediately } from './retry-immediately.ts';
import { retryLinearBackoff } from './retry-linear-backoff.ts';
import type { Strategy } from './strategy.ts';
import { timeoutOverride } from './timeout-override.ts';
import { verifyThenRetry } from './verify-then-retry.ts';
import { waitAndRetry } from './wait-and-retry.ts';
import { waitHalfOpen } from './wait-half-open.ts';

/** Every strategy by its name. A new one is a new file, a config in contracts, and a line here. */
export const STRATEGY: { readonly [N in ActingName]: Strategy<ConfigOf<N>> } = {
  fail_fast: failFast,
  escalate_to_human: escalateToHuman,
  retry_immediately: retryImmediately,
  retry_fixed: retryFixed,
  wait_and_retry: waitAndRetry,
  retry_linear_backoff: retryLinearBackoff,
  retry_exponential_backoff: retryExponentialBackoff,
  honor_retry_after: honorRetryAfter,
  hedge,
  timeout_override: timeoutOverride,
  idempotent_retry: idempotentRetry,
  verify_then_retry: verifyThenRetry,
  fallback_stale: fallbackStale,
  fallback_static: fallbackStatic,
  compensate,
  wait_half_open: waitHalfOpen,
};

/** The strategy of an entry, whose configuration is of the strategy's own type by the schema. */
export function strategyOf(name: ActingName): Strategy<ActingEntry['config']> {
  return STRATEGY[name];
}
