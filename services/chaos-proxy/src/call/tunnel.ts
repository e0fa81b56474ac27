import type { AnswerSink, Flow, Forwarder, UpgradeRequest } from '../upstream/forwarder.ts';
import type { Call } from './call.ts';

/**
 * Forwards one upgrade in place of a request: from then on the socket carries the tunnel, or the
 * upstream's refusal, past the port of the call, and the call lasts as long as the socket.
 */
export function tunnel(
  forwarder: Forwarder,
  upgrade: UpgradeRequest,
  callOf: () => Call,
): Forwarder['forward'] {
  const { socket } = upgrade;
  const flow: Flow = { pause: () => {}, resume: () => {}, abort: () => socket.destroy() };
  return (_outbound, sink: AnswerSink) => {
    let isOpen = false;
    const carries = (status: number): void => {
      isOpen = true;
      const call = callOf();
      call.run(() => call.concluded(status));
    };
    forwarder.upgrade(upgrade, {
      opened: () => carries(101),
      declined: carries,
      fail(failure) {
        const call = callOf();
        if (isOpen) call.run(() => call.failed(failure));
        else sink.fail(failure);
      },
    });
    return flow;
  };
}
