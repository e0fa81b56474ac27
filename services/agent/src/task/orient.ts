import type { OrderFacts } from '../workflow/order.ts';
import type { Ask, Step, Workflow } from '../workflow/workflow.ts';
import type { Observation } from './observe.ts';
import type { StepFailure } from './task.ts';

/** Where the task stands: a step is due, it has failed for good, or nothing is left to do. */
export type Orientation =
  | { readonly type: 'due'; readonly step: Step<OrderFacts>; readonly ask: Ask }
  | { readonly type: 'failed'; readonly failed: StepFailure }
  | { readonly type: 'complete' };

/** Finds the first step that is not done, and what it would ask for with what is known. */
export function orient(
  { facts, done, failed }: Observation,
  workflow: Workflow<OrderFacts>,
): Orientation {
  if (failed !== null) return { type: 'failed', failed };
  const step = workflow.steps[done.length];
  return step === undefined ? { type: 'complete' } : { type: 'due', step, ask: step.ask(facts) };
}
