import type { AnswerSink } from '../forward/forwarder.ts';
import type { FaultCall } from './fault.ts';

/** Relays the head and the first `bytes` of the body, then calls `then`; the rest is read and lost. */
export function cutOff(call: FaultCall, bytes: number, then: () => void): AnswerSink {
  let left = bytes;
  let over = false;
  const cut = (): void => {
    over = true;
    then();
  };
  return {
    interim: (status, headers) => call.relay.interim(status, headers),
    head(head, flow) {
      call.injected();
      call.relay.head(head, flow);
      if (left === 0) cut();
    },
    data(chunk) {
      if (over) return;
      call.relay.data(chunk.subarray(0, left));
      left -= Math.min(left, chunk.length);
      if (left === 0) cut();
    },
    end() {
      if (!over) cut();
    },
    fail(failure) {
      if (!over) call.relay.fail(failure);
    },
  };
}
