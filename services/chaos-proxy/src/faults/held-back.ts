import type { AnswerHead, AnswerSink, Flow, RawHeaders } from '../upstream/forwarder.ts';
import type { FaultCall } from './fault.ts';

// What may pile up while the head waits; past it the upstream is told to pause.
const HELD_BYTES = 256 * 1024;

/**
 * Starts `wait` when the head of the real answer is there and relays the answer once it is over;
 * where only the body is held the head goes out at once.
 */
export function heldBack(
  call: FaultCall,
  wait: () => Promise<boolean>,
  what: 'answer' | 'body' = 'answer',
): AnswerSink {
  const { relay } = call;
  const chunks: Buffer[] = [];
  let bytes = 0;
  let state: 'waiting' | 'open' | 'failed' = 'waiting';
  let upstream: Flow | undefined;
  let trailers: RawHeaders | undefined;

  const release = (head: AnswerHead, flow: Flow): void => {
    state = 'open';
    if (what === 'answer') relay.head(head, flow);
    for (const chunk of chunks) relay.data(chunk);
    if (trailers !== undefined) relay.end(trailers);
    else if (bytes >= HELD_BYTES) flow.resume();
  };

  return {
    interim: (status, headers) => relay.interim(status, headers),
    head(head, flow) {
      upstream = flow;
      if (what === 'body') relay.head(head, flow);
      call.run(async () => {
        if ((await wait()) && state === 'waiting') release(head, flow);
      });
    },
    data(chunk) {
      if (state === 'open') {
        relay.data(chunk);
        return;
      }
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= HELD_BYTES) upstream?.pause();
    },
    end(rest) {
      if (state === 'open') relay.end(rest);
      else trailers = rest;
    },
    fail(failure) {
      state = 'failed';
      relay.fail(failure);
    },
  };
}
