import type { Failure } from '@chaos-lab/contracts';
import type { TaskContext } from '../calls/context/task-context.ts';
import type { CallResult, ToolCall, ToolExecutor } from '../calls/executor.ts';
import { KEPT_OFF, transportFailure } from '../calls/failure/classify.ts';
import { hedged } from '../calls/hedged.ts';
import { pause } from './pause.ts';
import type { Decision, Policy, Recoverer } from './policies/policy.ts';
import { readBack } from './read-back.ts';
import type { StepCall, StepExecutor, StepResult } from './step-executor.ts';
import { escalate, type Move } from './strategies/strategy.ts';

export interface RecoveryOptions {
  readonly next: ToolExecutor;
  readonly policy: Policy;
  readonly context: TaskContext;
}

/** Does a call and, as long as it fails and the policy has a move left, makes that move. */
export function withRecovery(options: RecoveryOptions): StepExecutor {
  const { next, policy, context } = options;
  const executor: StepExecutor = {
    async run(call) {
      if (isCalledOff(context)) return failedWith(CALLED_OFF, false, undefined);
      const recoverer = policy.recover({ ...call, keySent: call.idempotencyKey !== null });
      let retryOf = call.retryOf ?? null;
      let result = await next.execute({ ...call, retryOf });
      while (!result.ok) {
        const { failure } = result;
        if (!KEPT_OFF.has(failure.condition)) retryOf = failure.condition;
        const decision = await decided(recoverer, failure);
        const move = withinBounds(decision.move, context);
        note(context, decision, move);
        if (move.type === 'compensate') return failedWith(failure, false, move.config);
        if (move.type === 'answer') return { ok: true, value: move.value };
        if (move.type === 'stop') {
          return (
            (await foundAfterAll(call, failure, options, executor)) ?? ended(failure, move, context)
          );
        }
        result = await make(move, { ...call, retryOf }, failure, options, executor);
      }
      return result;
    },
  };
  return executor;
}

/** What the recoverer decides. One that breaks must not take with it what is known of the writes. */
async function decided(recoverer: Recoverer, failure: Failure): Promise<Decision> {
  try {
    return await recoverer.next(failure);
  } catch (error) {
    const why = `the recovery itself broke: ${error instanceof Error ? error.message : String(error)}`;
    const move = escalate(why);
    return { strategy: 'escalate_to_human', path: null, reason: why, move, rewrittenFrom: null };
  }
}

type WaitingMove = Extract<Move, { type: 'retry' | 'verify' | 'await_breaker' }>;

async function make(
  move: WaitingMove,
  call: Omit<ToolCall, 'timeoutMs'>,
  failure: Failure,
  { next, context }: RecoveryOptions,
  executor: StepExecutor,
): Promise<CallResult> {
  context.deadline.spend(move.waitMs);
  if (move.waitMs > 0) await pause(context, move.waitMs);
  // Asked again, the recoverer finds the task called off.
  if (isCalledOff(context)) return { ok: false, failure };
  if (move.type === 'verify') {
    const { condition: retryOf } = failure;
    const writes = context.writes.inDoubt(call.step);
    // Where the server would notice a second copy, a late first one does no harm either.
    const settle = call.idempotencyKey === null && !call.tool.idempotent;
    const seen = await readBack(call, { executor, context, writes, settle, retryOf });
    if (seen.type === 'stands') return { ok: true, value: seen.value };
    if (seen.type === 'unknown' || (settle && seen.type === 'unsettled')) {
      return { ok: false, failure };
    }
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

/** A step that is given up while its write is in doubt: where a read-back finds it, it is done. */
async function foundAfterAll(
  call: StepCall,
  failure: Failure,
  { policy, context }: RecoveryOptions,
  executor: StepExecutor,
): Promise<StepResult | undefined> {
  if (policy.readsBack !== true || call.purpose !== 'step') return undefined;
  if (isCalledOff(context) || context.deadline.isOver()) return undefined;
  const writes = context.writes.inDoubt(call.step);
  if (writes.length === 0) return undefined;
  const { condition: retryOf } = failure;
  const seen = await readBack(call, { executor, context, writes, settle: false, retryOf });
  return seen.type === 'stands' ? { ok: true, value: seen.value } : undefined;
}

const isCalledOff = ({ signal }: TaskContext): boolean => signal?.aborted === true;
const CALLED_OFF = transportFailure('close', 'the task was called off', 'not_sent');

function withinBounds(move: Move, context: TaskContext): Move {
  if (!('waitMs' in move)) return move;
  if (isCalledOff(context)) return { type: 'stop', escalate: false, why: 'called off' };
  if (context.deadline.allows(move.waitMs)) return move;
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
