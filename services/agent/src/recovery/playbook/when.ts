import type { When } from '@chaos-lab/contracts';

/** What `when` can ask about. */
export interface WhenFacts {
  /** 1-based number of the call that failed within its step. */
  readonly attempt: number;
  readonly elapsedS: number;
  readonly retryAfterS: number | null;
  readonly safe: boolean;
  readonly idempotent: boolean;
  readonly ambiguous: boolean;
  readonly verifiable: boolean;
  readonly recentFailureRatio: number;
}

type Predicate<K extends keyof When> = (wanted: NonNullable<When[K]>, facts: WhenFacts) => boolean;

const PREDICATES: { readonly [K in keyof When]-?: Predicate<K> } = {
  attempt_gte: (wanted, { attempt }) => attempt >= wanted,
  attempt_lt: (wanted, { attempt }) => attempt < wanted,
  elapsed_gte_s: (wanted, { elapsedS }) => elapsedS >= wanted,
  elapsed_lt_s: (wanted, { elapsedS }) => elapsedS < wanted,
  retry_after: (wanted, { retryAfterS }) => (retryAfterS !== null) === wanted,
  retry_after_gte_s: (wanted, { retryAfterS }) => retryAfterS !== null && retryAfterS >= wanted,
  retry_after_lt_s: (wanted, { retryAfterS }) => retryAfterS !== null && retryAfterS < wanted,
  safe: (wanted, { safe }) => safe === wanted,
  idempotent: (wanted, { idempotent }) => idempotent === wanted,
  ambiguous: (wanted, { ambiguous }) => ambiguous === wanted,
  verifiable: (wanted, { verifiable }) => verifiable === wanted,
  recent_failure_ratio_gte: (wanted, { recentFailureRatio }) => recentFailureRatio >= wanted,
};

/** Undefined where every predicate holds, else the name of the first that does not. */
export function unmet(when: When, facts: WhenFacts): keyof When | undefined {
  for (const name of Object.keys(when) as (keyof When)[]) {
    const wanted = when[name];
    if (wanted === undefined) continue;
    const predicate = PREDICATES[name] as (wanted: unknown, facts: WhenFacts) => boolean;
    if (!predicate(wanted, facts)) return name;
  }
  return undefined;
}
