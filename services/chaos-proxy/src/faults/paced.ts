import type { AnswerSink, Flow, RawHeaders } from '../upstream/forwarder.ts';
import type { FaultCall } from './fault.ts';

// What may wait for its turn; past it the upstream is told to pause.
const QUEUE_BYTES = 256 * 1024;

export type Pace = { readonly bytes: number; readonly everyMs: number };

/** Relays the real answer in pieces of `bytes` bytes, one every `everyMs` lab milliseconds. */
export function paced(call: FaultCall, { bytes, everyMs }: Pace): AnswerSink {
  const { relay } = call;
  let queue: Buffer = Buffer.alloc(0);
  let upstream: Flow | undefined;
  let trailers: RawHeaders | undefined;
  let running = false;
  let readerFull = false;
  let wake: (() => void) | undefined;

  const reader: Flow = {
    pause() {
      readerFull = true;
    },
    resume() {
      readerFull = false;
      wake?.();
    },
    abort: () => upstream?.abort(),
  };

  const finished = (): boolean => queue.length === 0 && trailers !== undefined;

  const begin = (): void => {
    if (running) return;
    running = true;
    // Pieces that come in one packet count as one.
    queueMicrotask(() => call.run(run));
  };

  const run = async (): Promise<void> => {
    while (queue.length > 0) {
      if (readerFull) await new Promise<void>((resolve) => (wake = resolve));
      relay.data(queue.subarray(0, bytes));
      queue = queue.subarray(bytes);
      if (queue.length < QUEUE_BYTES) upstream?.resume();
      if (!finished() && !(await call.wait(everyMs))) return;
    }
    running = false;
    if (trailers === undefined) return;
    call.freePlace();
    relay.end(trailers);
  };

  return {
    interim: (status, headers) => relay.interim(status, headers),
    head(head, flow) {
      upstream = flow;
      relay.head(head, reader);
    },
    data(chunk) {
      queue = queue.length === 0 ? chunk : Buffer.concat([queue, chunk]);
      if (queue.length >= QUEUE_BYTES) upstream?.pause();
      begin();
    },
    end(rest) {
      trailers = rest;
      begin();
    },
    fail: (failure) => relay.fail(failure),
  };
}
