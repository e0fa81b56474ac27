import type { TaskContext } from '../calls/context/task-context.ts';
import type { Write, WriteTarget } from '../calls/writes/write-log.ts';
import { pause } from './pause.ts';
import type { StepExecutor } from './step-executor.ts';

/** What a read-back found. `unsettled`: nothing so far, but the write may still come. */
export type Seen =
  | { readonly type: 'stands'; readonly value: unknown }
  | { readonly type: 'absent' | 'unsettled' | 'unknown' };

export interface ReadBackOptions {
  readonly executor: StepExecutor;
  readonly context: TaskContext;
  /** What is in doubt, the latest first; learns what was seen. */
  readonly writes: readonly Write[];
  /** Whether to wait until what is not there cannot come any more. */
  readonly settle: boolean;
  /** What the write failed as. */
  readonly retryOf?: string | undefined;
}

/**
 * Whether the effect of a write stands, by its read-back with recovery of its own. A server may finish
 * what its client gave up, so one look is not enough: nothing counts as absent before `settleMs` have
 * passed since it was last sent.
 */
export async function readBack(target: WriteTarget, options: ReadBackOptions): Promise<Seen> {
  const { step, tool, input } = target;
  const { executor, context, writes, settle, retryOf } = options;
  const { verification } = tool;
  if (verification === undefined) return { type: 'unknown' };
  for (;;) {
    const result = await executor.run({
      step,
      tool: verification.tool,
      input: verification.ask(input),
      idempotencyKey: null,
      purpose: 'verify',
      retryOf,
    });
    if (!result.ok) return { type: 'unknown' };
    const value = verification.found(input, result.value);
    if (value !== undefined) {
      const [latest] = writes;
      if (latest !== undefined) void context.writes.learn(latest, 'seen', value);
      return { type: 'stands', value };
    }
    const leftMs = unsettledMs(writes, context);
    if (leftMs <= 0) {
      for (const write of writes) void context.writes.learn(write, 'absent');
      return { type: 'absent' };
    }
    if (!settle || !context.deadline.allows(leftMs)) return { type: 'unsettled' };
    await waitToSettle(context, leftMs);
    if (context.signal?.aborted === true) return { type: 'unsettled' };
  }
}

function unsettledMs(writes: readonly Write[], context: TaskContext): number {
  const sentMs = Math.max(-Infinity, ...writes.map((write) => write.sentMs));
  return sentMs + context.settleMs - context.elapsedMs();
}

async function waitToSettle(context: TaskContext, waitMs: number): Promise<void> {
  context.deadline.spend(waitMs);
  context.trace.decide({
    strategy: 'read_back',
    path: null,
    reason: 'not there yet; the server may still be at work on it',
    waitMs,
    rewrittenFrom: null,
  });
  await pause(context, waitMs);
}
