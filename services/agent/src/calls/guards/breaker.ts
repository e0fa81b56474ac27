import type { Failure } from '@chaos-lab/contracts';
import type { TaskContext } from '../context/task-context.ts';
import type { CallResult, ToolExecutor } from '../executor.ts';
import type { Breakers } from './breakers.ts';
import { keptOff } from './kept-off.ts';

/**
 * Keeps calls off a route that fails. An open breaker is the failure `breaker_open`; while another call
 * makes the trial, this one waits for what becomes of it.
 */
export function withBreaker(
  next: ToolExecutor,
  breakers: Breakers,
  context: TaskContext,
): ToolExecutor {
  return {
    async execute(call) {
      const { operation } = call.tool;
      const breaker = breakers.of(operation);
      let pass = breaker.enter();
      while (pass.type === 'wait') {
        await unlessCalledOff(pass.over, call.signal ?? context.signal);
        // The call itself says what it means to be called off.
        if ((call.signal ?? context.signal)?.aborted === true) return next.execute(call);
        pass = breaker.enter();
      }
      if (pass.type === 'off') {
        const why = `the breaker of ${operation} is open`;
        return keptOff('breaker_open', why, call, 'open', context);
      }
      const { state } = pass;
      const { value, opened } = await breaker.run(
        () => next.execute({ ...call, breaker: state }),
        (result) => verdictOn(result, breakers),
      );
      if (opened) context.trace.breakersOpened += 1;
      return value;
    },
  };
}

/** What a call says about its route: nothing where the agent itself did not let it out. */
function verdictOn(result: CallResult, breakers: Breakers): boolean | undefined {
  if (result.ok) return false;
  return isOurDoing(result.failure) ? undefined : breakers.counts(result.failure.condition);
}

const isOurDoing = ({ condition, effect }: Failure): boolean =>
  effect === 'not_sent' && condition !== 'connect_error';

async function unlessCalledOff(over: Promise<void>, signal: AbortSignal | undefined) {
  if (signal === undefined) return over;
  const { promise: off, resolve } = Promise.withResolvers<void>();
  const stop = (): void => resolve();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([over, off]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
