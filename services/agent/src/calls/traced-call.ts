import { type AttemptTrace, type Failure, HEADER } from '@chaos-lab/contracts';
import type { TaskContext } from './context/task-context.ts';
import type { ToolCall } from './executor.ts';
import { bodyFailure, statusFailure, wireFailure } from './failure/classify.ts';
import { type Beginning, CallWatch, type TimeLimit, type WireEnd } from './http/call-watch.ts';
import type { Write } from './writes/write-log.ts';

/**
 * Gives every request of a call its headers and time limit, writes it into the trace, and keeps the
 * books of what a write may have done.
 */
export class TracedCall extends CallWatch {
  readonly signal: AbortSignal | undefined;
  /** What the last request failed as; undefined where it was answered with 2xx. */
  failure: Failure | undefined;
  readonly #call: ToolCall;
  readonly #context: TaskContext;
  #attempt = 0;
  #startedMs = 0;
  #entry: AttemptTrace | undefined;
  #write: Write | undefined;

  constructor(call: ToolCall, context: TaskContext) {
    super();
    this.#call = call;
    this.#context = context;
    this.signal = call.signal ?? context.signal;
  }

  begin(): Beginning | Promise<Beginning> {
    const { tool, undoes } = this.#call;
    this.failure = undefined;
    if (tool.safe) return this.#begun();
    const { writes } = this.#context;
    this.#write = undoes ?? writes.of(this.#call);
    const kept = writes.learn(this.#write, undoes === undefined ? 'sent' : 'undo_sent');
    return kept === undefined ? this.#begun() : kept.then(() => this.#begun());
  }

  end(end: WireEnd): void {
    if (end.type === 'answer' && end.status >= 200 && end.status < 300) {
      this.#entry = this.#note(end.status, 'ok', 'answered');
      return;
    }
    const failure =
      end.type === 'broken'
        ? wireFailure(end.error)
        : this.#stillRunning(statusFailure(end.status, end.headers, Date.now()));
    this.#failed(failure);
    const { status, condition, effect } = failure;
    this.#context.trace.settle(this.#note(status, condition, effect));
  }

  /** Ends a 2xx whose body can be believed. */
  accept(value: unknown): void {
    this.#learn(this.#call.undoes === undefined ? 'answered' : 'undone', value);
    if (this.#entry !== undefined) this.#context.trace.settle(this.#entry);
  }

  /** Ends a 2xx whose body cannot be believed. */
  refuse(condition: 'malformed' | 'schema_mismatch' | 'stale', message: string): Failure {
    const failure = bodyFailure(condition, this.#entry?.status ?? 200, message);
    this.#failed(failure);
    if (this.#entry !== undefined) {
      this.#entry.condition = condition;
      this.#entry.effect = 'ambiguous';
      this.#context.trace.settle(this.#entry);
    }
    return failure;
  }

  /**
   * A 409 to a key that was sent before says that its first request has no answer yet
   * (draft-ietf-httpapi-idempotency-key-header), so nothing has been refused.
   */
  #stillRunning(failure: Failure): Failure {
    const { idempotencyKey, undoes } = this.#call;
    const open = undoes === undefined ? this.#write?.known.open : this.#write?.known.undoing;
    if (failure.status !== 409 || idempotencyKey === null || (open ?? 0) < 2) return failure;
    return { ...failure, effect: 'ambiguous', message: 'the server is still at work on this key' };
  }

  #failed(failure: Failure): void {
    this.failure = failure;
    const undoing = this.#call.undoes !== undefined;
    if (failure.effect === 'not_sent') this.#learn(undoing ? 'undo_not_sent' : 'not_sent');
    else if (failure.effect === 'answered') this.#learn(undoing ? 'undo_refused' : 'refused');
    else this.#learn(undoing ? 'undo_lost' : 'lost');
  }

  #learn(event: Parameters<TaskContext['writes']['learn']>[1], output?: unknown): void {
    // What it says needs no waiting for: lost in a crash, it leaves the write in doubt.
    if (this.#write !== undefined) void this.#context.writes.learn(this.#write, event, output);
  }

  #begun(): Beginning {
    const { request, trace, clock } = this.#context;
    this.#attempt = trace.nextOrdinal(this.#call.tool.operation);
    this.#startedMs = clock.now();
    const headers: Record<string, string> = {
      [HEADER.session]: request.session,
      [HEADER.arm]: request.arm,
      [HEADER.attempt]: String(this.#attempt),
    };
    if (request.traceparent !== undefined) headers[HEADER.traceparent] = request.traceparent;
    const { idempotencyKey } = this.#call;
    if (idempotencyKey !== null) headers[HEADER.idempotencyKey] = idempotencyKey;
    return { headers, limit: this.#limit() };
  }

  #limit(): TimeLimit {
    const { deadline, timeScale, attemptTimeoutMs, floors } = this.#context;
    const timeoutMs = (this.#call.timeoutMs ?? attemptTimeoutMs) / timeScale;
    return deadline.limit(Math.max(timeoutMs, floors.attemptMs));
  }

  #note(
    status: number | null,
    condition: AttemptTrace['condition'],
    effect: AttemptTrace['effect'],
  ): AttemptTrace {
    const { trace, clock, timeScale } = this.#context;
    const { tool, step, purpose, idempotencyKey } = this.#call;
    return trace.add(
      {
        step,
        operation: tool.operation,
        attempt: this.#attempt,
        startedMs: this.#startedMs,
        networkMs: (clock.now() - this.#startedMs) / timeScale,
        status,
        condition,
        effect,
        breaker: this.#call.breaker ?? 'off',
        idempotencyKey,
      },
      purpose === 'step',
    );
  }
}
