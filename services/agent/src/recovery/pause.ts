import type { TaskContext } from '../calls/context/task-context.ts';

/** A wait of lab ms that ends early when the task is called off. */
export async function pause({ clock, signal }: TaskContext, ms: number): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch {
    // Called off, which whoever waited has to look for.
  }
}
