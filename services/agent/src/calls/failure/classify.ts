import type { EffectCertainty, Failure, TransportCondition } from '@chaos-lab/contracts';
import type { WireError } from '../http/wire-error.ts';
import { type RetryHeaders, retryAfterSeconds } from './retry-after.ts';

/** Whether the server can have acted, for each failure that carries no status to go by. */
const EFFECT = {
  connect_error: 'not_sent',
  breaker_open: 'not_sent',
  budget_exhausted: 'not_sent',
  timeout: 'ambiguous',
  reset: 'ambiguous',
  close: 'ambiguous',
  truncated: 'ambiguous',
  malformed: 'ambiguous',
  schema_mismatch: 'ambiguous',
  stale: 'ambiguous',
  deadline_exceeded: 'ambiguous',
} as const satisfies Record<TransportCondition, EffectCertainty>;

/** Conditions of calls that never went out: the agent's own doing. */
export const KEPT_OFF: ReadonlySet<string> = new Set<TransportCondition>([
  'breaker_open',
  'budget_exhausted',
]);

/** A failure without a usable answer. `effect` only where more is known than the name says. */
export function transportFailure(
  condition: TransportCondition,
  message: string,
  effect: EffectCertainty = EFFECT[condition],
): Failure {
  return { condition, effect, status: null, retryAfterS: null, message };
}

/** The failure that broke a request on the wire. */
export function wireFailure(error: WireError): Failure {
  const effect = error.sent ? EFFECT[error.condition] : 'not_sent';
  return transportFailure(error.condition, error.message, effect);
}

/** The failure that a status outside 2xx reports. Header names in lower case, `now` is Unix time in ms. */
export function statusFailure(status: number, headers: RetryHeaders, now: number): Failure {
  return {
    condition: String(status),
    effect: statusEffect(status),
    status,
    retryAfterS: retryAfterSeconds(headers, now),
    message: `the server answered ${status}`,
  };
}

/**
 * A 4xx says that the request was refused, and 501 and 505 that nobody could act on it. A 408 and
 * every other 5xx may come from something in front of a server that has acted.
 */
function statusEffect(status: number): EffectCertainty {
  if (status === 408) return 'ambiguous';
  if (status === 501 || status === 505) return 'answered';
  return status >= 500 ? 'ambiguous' : 'answered';
}

/** A 2xx whose body cannot be believed: the server has most likely acted. */
export function bodyFailure(
  condition: 'malformed' | 'schema_mismatch' | 'stale',
  status: number,
  message: string,
): Failure {
  return { condition, effect: EFFECT[condition], status, retryAfterS: null, message };
}
