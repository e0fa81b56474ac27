import { statusFailure } from '../failure/classify.ts';
import type { OrderFacts } from '../workflow/order.ts';
import type { Step } from '../workflow/workflow.ts';
import type { Orientation } from './orient.ts';
import type { StepFailure } from './task.ts';

export type Intent =
  | { readonly type: 'call'; readonly step: Step<OrderFacts>; readonly input: unknown }
  | { readonly type: 'finish'; readonly failed: StepFailure | null };

/** Turns where the task stands into what to do. */
export function decide(orientation: Orientation): Intent {
  if (orientation.type === 'complete') return { type: 'finish', failed: null };
  if (orientation.type === 'failed') return { type: 'finish', failed: orientation.failed };
  const { step, ask } = orientation;
  if (ask.type === 'ready') return { type: 'call', step, input: ask.input };
  // Nothing went wrong on the wire; what the step needs is not there, which is what a 404 says.
  const failure = { ...statusFailure(404, undefined, 0), status: null, message: ask.why };
  return { type: 'finish', failed: { step: step.name, failure, escalated: false } };
}
