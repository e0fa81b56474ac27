import type { OrderFacts } from '../workflow/order.ts';
import type { StepFailure, Task } from './task.ts';

/** What is known now. */
export interface Observation {
  readonly facts: OrderFacts;
  readonly done: readonly string[];
  readonly failed: StepFailure | null;
}

/** Takes in what the last action brought. */
export const observe = ({ facts, done, failed }: Task): Observation => ({ facts, done, failed });
