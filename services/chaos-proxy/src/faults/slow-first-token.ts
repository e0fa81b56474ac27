import { hasBody, onHead } from './answer.ts';
import { drawDelayMs } from './delay.ts';
import type { Fault } from './fault.ts';
import { heldBack } from './held-back.ts';

/** The real head at once, and the real body late: a model that thinks before its first token. */
export const slowFirstToken: Fault<'slow-first-token'> = {
  kind: 'slow-first-token',
  parameters: (spec, u2) => ({ delayMs: drawDelayMs(spec.delay, u2, spec.capMs) }),
  during: (call, { parameters }) =>
    onHead(call, (head) => {
      if (!hasBody(call, head)) {
        call.suppress('phase-impossible');
        return call.relay;
      }
      if (!call.takePlace()) return call.relay;
      return heldBack(
        call,
        async () => {
          const there = await call.wait(Number(parameters['delayMs']));
          call.freePlace();
          return there;
        },
        'body',
      );
    }),
};
