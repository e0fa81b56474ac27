import type { Failure } from '@chaos-lab/contracts';
import { KEPT_OFF, transportFailure } from '../calls/failure/classify.ts';
import type { Decision, Policy } from './policies/policy.ts';
import type { Move } from './strategies/strategy.ts';
import type { TaskContext } from '../calls/context/task-context.ts';
import type { CallResult, ToolCall, ToolExecutor } from '../calls/executor.ts';
import { hedged } from '../calls/hedged.ts';
import type { StepCall, StepExecutor, StepResult } from './step-executor.ts';

export interface RecoveryOptions {
  readonly next: ToolExecutor;
  readonly policy: Policy;
  readonly context: TaskContext;
  /** Resolves when the breaker of a route lets a trial through. */
  readonly untilTrial: (route: string, signal: AbortSignal | undefined) => Promise<void>;
}

/** Does a call and, as long as it fails and the policy has a move left, makes that move. */
export function withRecovery(options: RecoveryOptions): StepExecutor {
  const { next, policy, context } = options;
  const executor: StepExecutor = {
    async run(call) {
      const recoverer = policy.recover({ ...call, keySent: call.idempotencyKey !== null });
      let retryOf = call.retryOf ?? null;
      let result = await next.execute({ ...call, retryOf });
      while (!result.ok) {
        const { failure } = result;
        if (!KEPT_OFF.has(failure.condition)) retryOf = failure.condition;
        const decision = await recoverer.next(failure);
        const move = withinDeadline(decision.move, context);
        note(context, decision, move);
        if (move.type === 'stop') return ended(failure, move, context);
        if (move.type === 'compensate') return failedWith(failure, false, move.config);
        if (move.type === 'answer') return { ok: true, value: move.value };
        result = await make(move, { ...call, retryOf }, failure, options, executor);
      }
      return result;
    },
  };
  return executor;
}

type WaitingMove = Extract<Move, { type: 'retry' | 'verify' | 'await_breaker' }>;

async function make(
  move: WaitingMove,
  call: Omit<ToolCall, 'timeoutMs'>,
  failure: Failure,
  { next, context, untilTrial }: RecoveryOptions,
  executor: StepExecutor,
): Promise<CallResult> {
  context.deadline.spend(move.waitMs);
  if (move.type === 'await_breaker') {
    await untilTrial(call.tool.operation, context.signal);
  } else if (move.waitMs > 0) {
    await pause(context, move.waitMs);
  }
  if (move.type === 'verify') {
    const seen = await readBack(call, executor, failure.condition);
    if (seen.type === 'stands') return { ok: true, value: seen.value };
    if (seen.type === 'unknown') return { ok: false, failure };
  }
  const again: ToolCall = {
    ...call,
    timeoutMs: move.type === 'retry' ? move.timeoutMs : undefined,
  };
  const hedgeAfterMs = move.type === 'retry' ? move.hedgeAfterMs : undefined;
  return hedgeAfterMs === undefined
    ? next.execute(again)
    : hedged(next, again, hedgeAfterMs, context);
}

type Seen =
  | { readonly type: 'stands'; readonly value: unknown }
  | { readonly type: 'absent' }
  | { readonly type: 'unknown' };

/** What a read-back needs to know of the write. */
type StepTarget = Pick<StepCall, 'step' | 'tool' | 'input'>;

/** Whether the effect of a write stands, by its read-back with recovery of its own. */
export async function readBack(
  call: StepTarget,
  executor: StepExecutor,
  retryOf?: string,
): Promise<Seen> {
  const { verification } = call.tool;
  if (verification === undefined) return { type: 'unknown' };
  const result = await executor.run({
    step: call.step,
    tool: verification.tool,
    input: verification.ask(call.input),
    idempotencyKey: null,
    purpose: 'verify',
    retryOf,
  });
  if (!result.ok) return { type: 'unknown' };
  const value = verification.found(call.input, result.value);
  return value === undefined ? { type: 'absent' } : { type: 'stands', value };
}

/** A wait of lab ms that ends early when the task is called off. */
async function pause({ clock, signal }: TaskContext, ms: number): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch {
    // Called off: the next call finds the signal fired and fails at once.
  }
}

function withinDeadline(move: Move, { deadline, signal }: TaskContext): Move {
  if (!('waitMs' in move)) return move;
  if (signal?.aborted === true) return { type: 'stop', escalate: false, why: 'called off' };
  if (deadline.allows(move.waitMs)) return move;
  return { type: 'stop', escalate: false, why: PAST_DEADLINE };
}

const PAST_DEADLINE = 'the next try would end after the deadline';

function ended(failure: Failure, move: Extract<Move, { type: 'stop' }>, context: TaskContext) {
  const late = move.why === PAST_DEADLINE || context.deadline.isOver();
  const reported = late
    ? transportFailure(
        'deadline_exceeded',
        `${PAST_DEADLINE}; last: ${failure.message}`,
        failure.effect,
      )
    : failure;
  return failedWith(reported, move.escalate, undefined);
}

const failedWith = (
  failure: Failure,
  escalated: boolean,
  compensate: Extract<StepResult, { ok: false }>['compensate'],
): StepResult => ({ ok: false, failure, escalated, compensate });

function note({ trace }: TaskContext, decision: Decision, move: Move): void {
  const { strategy, path, reason, rewrittenFrom } = decision;
  trace.decide({
    strategy,
    path,
    reason: move.type === 'stop' ? `${reason}; ${move.why}` : reason,
    waitMs: 'waitMs' in move ? move.waitMs : 0,
    rewrittenFrom,
  });
}
