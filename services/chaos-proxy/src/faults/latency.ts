import { drawDelayMs } from './delay.ts';
import type { Fault } from './fault.ts';
import { heldBack } from './held-back.ts';

/** The real answer, late. Before: the request waits. After: the answer waits, its effect stands. */
export const latency: Fault<'latency'> = {
  kind: 'latency',
  parameters: (spec, u2) => ({ delayMs: drawDelayMs(spec.delay, u2, spec.capMs) }),
  async before(call, { parameters }) {
    if (!call.takePlace()) {
      call.pass();
      return;
    }
    const there = await call.wait(Number(parameters['delayMs']));
    call.freePlace();
    if (there) call.pass();
  },
  after(call, { parameters }) {
    if (!call.takePlace()) return call.relay;
    return heldBack(call, async () => {
      const there = await call.wait(Number(parameters['delayMs']));
      call.freePlace();
      return there;
    });
  },
};
