import type { ConfigOf } from '@chaos-lab/contracts';
import type { TaskContext } from '../calls/context/task-context.ts';
import type { Decision, Policy } from '../recovery/policies/policy.ts';
import { idempotentRetry } from '../recovery/strategies/idempotent-retry.ts';

/** Recovers the calls that undo something: the same bytes under the same key, until one is answered. */
export function undoPolicy(config: ConfigOf<'compensate'>, context: TaskContext): Policy {
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
