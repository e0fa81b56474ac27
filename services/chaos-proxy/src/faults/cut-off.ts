import type { AnswerSink } from '../upstream/forwarder.ts';
import { eventCounter } from './edited-events.ts';
import { eventStream } from './event-stream.ts';
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

/** Relays the first `events` of a stream that carry data, then calls `then`; the rest is lost. */
export function cutOffEvents(
  call: FaultCall,
  events: number,
  then: () => void,
  options?: { readonly holds: boolean },
): AnswerSink {
  return eventStream(
    call,
    (out) => {
      const isLast = eventCounter(events);
      const cut = (): void => {
        call.injected();
        out.stop();
        then();
      };
      return {
        begin() {
          if (events === 0) cut();
        },
        event(event) {
          out.write(event.bytes);
          if (isLast(event)) cut();
        },
        part(bytes, isEnd) {
          out.write(bytes);
          if (isEnd && isLast({ bytes, type: '', data: '' })) cut();
        },
        // A stream with fewer events is cut short of its end.
        end(rest) {
          out.write(rest);
          cut();
        },
      };
    },
    options,
  );
}
