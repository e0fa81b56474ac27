import type { TaskContext } from './context/task-context.ts';
import type { CallResult, ToolCall, ToolExecutor } from './executor.ts';

/**
 * Sends a second copy of a call when the first is not answered within lab ms. The first success
 * wins and calls the other off; where both fail, the later failure counts.
 */
export async function hedged(
  next: ToolExecutor,
  call: ToolCall,
  afterMs: number,
  { clock, signal: outer }: TaskContext,
): Promise<CallResult> {
  const over = new AbortController();
  const signal = outer === undefined ? over.signal : AbortSignal.any([outer, over.signal]);
  const first = next.execute({ ...call, signal });
  const due = clock.sleep(afterMs, over.signal).then(
    () => 'due' as const,
    () => 'over' as const,
  );
  try {
    const early = await Promise.race([first, due]);
    if (typeof early === 'object') return early;
    const second = next.execute({ ...call, signal });
    const winner = await Promise.race([first, second]);
    if (winner.ok) return winner;
    const [one, other] = await Promise.all([first, second]);
    return one.ok ? one : other;
  } finally {
    over.abort();
  }
}
