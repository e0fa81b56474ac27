import type { Forwarder } from './forwarder.ts';
import { createMiddlewareForwarder } from './middleware.ts';
import type { Target } from './target.ts';

export type { Forwarder } from './forwarder.ts';
export { isLabTarget, type Target, targetOf } from './target.ts';

/** Forwards every request to the target exactly once: no retries, no redirects. */
export function createForwarder(target: Target): Forwarder {
  return createMiddlewareForwarder(target);
}
