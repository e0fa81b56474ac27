import type { Forwarder } from './forwarder.ts';
import { createLeanLane } from './lean-lane.ts';
import type { Target } from './target.ts';

export { type Forwarder } from './forwarder.ts';
export { isLabTarget, type Target, type TargetOptions, targetOf } from './target.ts';

/** Forwards every request to the target exactly once: no retries, no redirects. */
export function createForwarder(target: Target): Forwarder {
  return createLeanLane(target);
}
