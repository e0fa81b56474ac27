import type { ConfigOf, Failure } from '@chaos-lab/contracts';
import type { TaskContext } from '../calls/context/task-context.ts';
import type { ToolExecutor } from '../calls/executor.ts';
import type { Write } from '../calls/writes/write-log.ts';
import { readBack, type Seen } from '../recovery/read-back.ts';
import { withRecovery } from '../recovery/recovering.ts';
import type { StepExecutor } from '../recovery/step-executor.ts';
import { undoPolicy } from './undo-policy.ts';

export interface CompensationOptions {
  readonly config: ConfigOf<'compensate'>;
  /** Without breaker or budget: undoing is worth a call where a new order is not. */
  readonly wire: ToolExecutor;
  /** With a deadline of its own, and without the signal that calls the task off. */
  readonly context: TaskContext;
  /** Unlike that of any other task. */
  readonly keyPrefix: string;
}

/**
 * Undoes the writes of a task, last first, each retried with a key of its own. What is in doubt is read
 * back first. The write log knows what became of each.
 */
export async function compensate(options: CompensationOptions): Promise<void> {
  const { config, wire, context, keyPrefix } = options;
  const executor = withRecovery({
    next: wire,
    policy: undoPolicy(config, context),
    context,
  });
  for (const write of context.writes.standing()) {
    await undo(write, executor, context, keyPrefix);
  }
}

async function undo(
  write: Write,
  executor: StepExecutor,
  context: TaskContext,
  keyPrefix: string,
): Promise<void> {
  const { id, step, tool, input } = write;
  const look = (): Promise<Seen> =>
    readBack(write, { executor, context, writes: [write], settle: true });
  if (write.state === 'in_doubt' && (await look()).type !== 'stands') return;
  if (tool.undo === undefined) return;
  const result = await executor.run({
    step,
    tool: tool.undo.tool,
    input: tool.undo.ask(input, write.output),
    idempotencyKey: `${keyPrefix}-${step}-${id}-undo`,
    purpose: 'undo',
    undoes: write,
  });
  if (result.ok) return;
  // An earlier try that seemed to fail may have worked.
  const seen = await look();
  if (seen.type !== 'unknown' || !isGone(result.failure)) return;
  // "There is no such thing" may be anybody's answer: where it could be checked and was not, it is a
  // call with an unknown end.
  void context.writes.learn(write, tool.verification === undefined ? 'undone' : 'undo_sent');
}

const isGone = ({ condition }: Failure): boolean => condition === '404' || condition === '410';
