import type { AttemptTrace, RecoveryDecision } from '@chaos-lab/contracts';

/** What happens in a task, as it happens: for the streamed trace and for metrics. */
export interface TaskListener {
  onAttempt?(entry: AttemptTrace): void;
  onDecision?(entry: AttemptTrace, decision: RecoveryDecision): void;
}

/** The record of one task: every call, every decision, and the sums over them. */
export class Trace {
  readonly attempts: AttemptTrace[] = [];
  /** Decided waits, lab ms. */
  waitMs = 0;
  rewrites = 0;
  breakersOpened = 0;
  readonly #listener: TaskListener;
  readonly #ordinals = new Map<string, number>();
  readonly #callsOfStep = new Map<string, number>();
  #calls = 0;

  constructor(listener: TaskListener = {}) {
    this.#listener = listener;
  }

  /** The 1-based ordinal of the next call to this operation. */
  nextOrdinal(operation: string): number {
    const ordinal = (this.#ordinals.get(operation) ?? 0) + 1;
    this.#ordinals.set(operation, ordinal);
    return ordinal;
  }

  add(entry: Omit<AttemptTrace, 'seq' | 'decision'>, isStepCall: boolean): AttemptTrace {
    const attempt: AttemptTrace = { seq: this.attempts.length + 1, ...entry, decision: null };
    this.attempts.push(attempt);
    if (attempt.attempt > 0) {
      this.#calls += 1;
      if (isStepCall) {
        this.#callsOfStep.set(entry.step, (this.#callsOfStep.get(entry.step) ?? 0) + 1);
      }
    }
    return attempt;
  }

  /** Tells the listener of a call whose condition is final. */
  settle(attempt: AttemptTrace): void {
    this.#listener.onAttempt?.(attempt);
  }

  /** Writes a decision to the attempt it answers, the last one unless told. */
  decide(decision: RecoveryDecision, attempt = this.attempts.at(-1)): void {
    this.waitMs += decision.waitMs;
    if (decision.rewrittenFrom !== null) this.rewrites += 1;
    if (attempt === undefined) return;
    attempt.decision = decision;
    this.#listener.onDecision?.(attempt, decision);
  }

  /** Calls that went out. */
  get calls(): number {
    return this.#calls;
  }

  /** Calls to a step's own tool beyond the first of each step. */
  get retries(): number {
    let retries = 0;
    for (const calls of this.#callsOfStep.values()) retries += Math.max(0, calls - 1);
    return retries;
  }

  /** Whether nothing failed on the way. */
  get isFlawless(): boolean {
    return this.attempts.every(({ condition }) => condition === 'ok');
  }

  /** Share of failures among the last `span` calls, 0 where there was none. */
  recentFailureRatio(span = 10): number {
    const recent = this.attempts.slice(-span);
    if (recent.length === 0) return 0;
    return recent.filter((attempt) => attempt.condition !== 'ok').length / recent.length;
  }
}
