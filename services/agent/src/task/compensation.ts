import type { ConfigOf, Failure } from '@chaos-lab/contracts';
import { readBack, withRecovery } from '../recovery/recovering.ts';
import type { ToolExecutor } from '../calls/executor.ts';
import type { StepExecutor } from '../recovery/step-executor.ts';
import type { Decision, Policy } from '../recovery/policies/policy.ts';
import { idempotentRetry } from '../recovery/strategies/idempotent-retry.ts';
import type { AnyTool } from '../tools/tool.ts';
import { Deadline } from '../calls/context/deadline.ts';
import type { TaskContext } from '../calls/context/task-context.ts';

/** A write of this task: one that succeeded, or one that may have. */
export interface Write {
  readonly step: string;
  readonly tool: AnyTool;
  readonly input: unknown;
  readonly idempotencyKey: string | null;
  /** Undefined where no answer that can be believed came back. */
  readonly output: unknown;
}

export interface CompensationOptions {
  readonly writes: readonly Write[];
  readonly config: ConfigOf<'compensate'>;
  /** Without breaker or budget: undoing is worth a call where a new order is not. */
  readonly wire: ToolExecutor;
  readonly context: TaskContext;
  /** Unlike that of any other task. */
  readonly keyPrefix: string;
  readonly floorMs: number;
  readonly now: () => number;
}

/**
 * Undoes the writes of a task, last first, each retried with a key of its own, under a deadline of
 * its own. A write whose answer was lost is read back first. Returns what could not be undone.
 */
export async function compensate(options: CompensationOptions): Promise<Write[]> {
  const { writes, config, wire, context, keyPrefix, floorMs, now } = options;
  context.deadline = new Deadline({
    limitMs: config.deadline * 1000,
    timeScale: context.timeScale,
    now,
    floorMs,
  });
  const executor = withRecovery({
    next: wire,
    policy: undoPolicy(config, context),
    context,
    untilTrial: () => Promise.resolve(),
  });
  const left: Write[] = [];
  for (const write of writes.toReversed()) {
    if (!(await undo(write, executor, keyPrefix))) left.push(write);
  }
  return left;
}

async function undo(write: Write, executor: StepExecutor, keyPrefix: string): Promise<boolean> {
  const { step, tool, input } = write;
  if (tool.undo === undefined) return false;
  let { output } = write;
  if (output === undefined) {
    const seen = await readBack(write, executor);
    if (seen.type === 'absent') return true;
    if (seen.type === 'unknown') return false;
    output = seen.value;
  }
  const result = await executor.run({
    step,
    tool: tool.undo.tool,
    input: tool.undo.ask(input, output),
    idempotencyKey: `${keyPrefix}-${step}-undo`,
    purpose: 'undo',
  });
  return result.ok || isGone(result.failure);
}

/** There is nothing left to undo: an earlier try that seemed to fail had worked. */
const isGone = ({ condition }: Failure): boolean => condition === '404' || condition === '410';

function undoPolicy(config: ConfigOf<'compensate'>, context: TaskContext): Policy {
  return {
    sendsKey: (tool) => tool.keyed,
    recover: ({ tool, keySent }) => {
      let retries = 0;
      let previousWaitMs = 0;
      return {
        next(failure): Decision {
          const refused = failure.effect === 'answered' && failure.condition !== '429';
          const move = refused
            ? ({ type: 'stop', escalate: false, why: 'the server refused' } as const)
            : idempotentRetry.next(config, {
                failure,
                safe: tool.safe,
                keySent,
                verifiable: false,
                retries,
                previousWaitMs,
                breakerWaits: 0,
                breakerOpenMs: 0,
                draw: () => context.draw(tool.operation, retries + 1),
                lastGood: () => undefined,
              });
          retries += 1;
          if ('waitMs' in move) previousWaitMs = move.waitMs;
          const reason = `undo of ${tool.name}`;
          return { strategy: 'compensate', path: null, reason, move, rewrittenFrom: null };
        },
      };
    },
  };
}
