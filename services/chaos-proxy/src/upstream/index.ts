import type { Forwarder, Lane } from './forwarder.ts';
import { createFullLane, fullLaneAgent } from './full-lane.ts';
import { createLeanLane } from './lean-lane.ts';
import type { Target } from './target.ts';
import { createUpgradeLane } from './upgrade-lane.ts';

export type { Forwarder } from './forwarder.ts';
export { isLabTarget, type Target, targetOf } from './target.ts';

/** Which lanes requests may take: the lean one where it can carry them, or the full one only. */
export type Lanes = 'both' | 'full';

/** Forwards every request to the target exactly once: no retries, no redirects. */
export function createForwarder(target: Target, allowed: Lanes = 'both'): Forwarder {
  const agent = fullLaneAgent(target);
  const full = createFullLane(target, agent);
  const lean = allowed === 'both' ? createLeanLane(target) : undefined;
  const laneFor = (outbound: Parameters<Lane['takes']>[0]): Lane =>
    lean?.takes(outbound) ? lean : full;
  return {
    ...createUpgradeLane(target, agent),
    forward: (outbound, sink) => laneFor(outbound).forward(outbound, sink),
    async close() {
      await Promise.all([lean?.close(), full.close()]);
    },
  };
}
