import { type AttemptTrace, HEADER } from '@chaos-lab/contracts';
import { CallWatch, type TimeLimit, type WireEnd } from './http/call-watch.ts';
import type { WireError } from './http/wire-error.ts';
import { statusFailure, wireFailure } from './failure/classify.ts';
import type { TaskContext } from './context/task-context.ts';
import type { ToolCall } from './executor.ts';

/** Gives every request of a call its headers and time limit, and writes it into the trace. */
export class TracedCall extends CallWatch {
  readonly signal: AbortSignal | undefined;
  /** What broke the last request. */
  broken: WireError | undefined;
  readonly #call: ToolCall;
  readonly #context: TaskContext;
  #attempt = 0;
  #startedMs = 0;
  #entry: AttemptTrace | undefined;

  constructor(call: ToolCall, context: TaskContext) {
    super();
    this.#call = call;
    this.#context = context;
    this.signal = call.signal ?? context.signal;
  }

  begin(): { headers: Record<string, string>; limit: TimeLimit } {
    const { request, trace, clock } = this.#context;
    this.#attempt = trace.nextOrdinal(this.#call.tool.operation);
    this.#startedMs = clock.now();
    this.broken = undefined;
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

  end(end: WireEnd): void {
    if (end.type === 'broken') {
      this.broken = end.error;
      const { condition, effect } = wireFailure(end.error);
      this.#context.trace.settle(this.#write(null, condition, effect));
    } else if (end.status >= 200 && end.status < 300) {
      this.#entry = this.#write(end.status, 'ok', 'answered');
    } else {
      const { condition, effect } = statusFailure(end.status, undefined, 0);
      this.#context.trace.settle(this.#write(end.status, condition, effect));
    }
  }

  /** Ends a 2xx, once it is known whether its body can be believed. */
  settle(condition: 'ok' | 'malformed' | 'schema_mismatch' | 'stale'): void {
    if (this.#entry === undefined) return;
    if (condition !== 'ok') {
      this.#entry.condition = condition;
      this.#entry.effect = 'ambiguous';
    }
    this.#context.trace.settle(this.#entry);
  }

  #limit(): TimeLimit {
    const { deadline, timeScale, attemptTimeoutMs, floors } = this.#context;
    const timeoutMs = (this.#call.timeoutMs ?? attemptTimeoutMs) / timeScale;
    return deadline.limit(Math.max(timeoutMs, floors.attemptMs));
  }

  #write(
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
