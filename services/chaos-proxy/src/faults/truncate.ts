import type { FaultOf } from '@chaos-lab/contracts';
import type { AnswerHead, AnswerSink } from '../upstream/forwarder.ts';
import type { Injection } from '../ruling.ts';
import { hasBody, NO_FLOW, onHead, whole } from './answer.ts';
import { breakOff } from './break-off.ts';
import { cutOff, cutOffEvents } from './cut-off.ts';
import { isEventStream } from './event-stream.ts';
import { type Fault, type FaultCall, NO_PARAMETERS } from './fault.ts';

/** A stream of events may never end, so its share is one of this many bytes. */
const STREAM_BYTES = 1024;

/**
 * The real head with its full `Content-Length`, a part of the body, then FIN or RST. A chunked body
 * stays chunked and never gets its last chunk.
 */
export const truncate: Fault<'truncate'> = {
  kind: 'truncate',
  parameters: (spec, u2) => {
    if (spec.afterBytes !== undefined || spec.afterEvents !== undefined) return NO_PARAMETERS;
    return { cutFraction: spec.fraction ?? u2 };
  },
  during: (call, injection) => {
    const { afterEvents, end } = injection.spec;
    if (afterEvents !== undefined) {
      return cutOffEvents(call, afterEvents, () => breakOff(call, end));
    }
    return onHead(call, (head) => {
      if (hasBody(call, head)) return cutBody(call, head, injection);
      call.suppress('phase-impossible');
      return call.relay;
    });
  },
};

function cutBody(
  call: FaultCall,
  head: AnswerHead,
  { spec, parameters }: Injection<'truncate'>,
): AnswerSink {
  const { contentLength } = head;
  const breakNow = (): void => breakOff(call, spec.end);
  if (spec.afterBytes !== undefined) {
    // The last byte of a body stays back, or it would be complete.
    return cutOff(call, Math.min(spec.afterBytes, (contentLength ?? Infinity) - 1), breakNow);
  }
  const fraction = Number(parameters['cutFraction']);
  const length = contentLength ?? (isEventStream(head) ? STREAM_BYTES : null);
  return length === null
    ? cutWhole(call, fraction, spec)
    : cutOff(call, Math.floor(length * fraction), breakNow);
}

function cutWhole(call: FaultCall, fraction: number, { end }: FaultOf<'truncate'>): AnswerSink {
  return whole(call, ({ head, body }) => {
    const cut = cutOff(call, Math.floor(body.length * fraction), () => breakOff(call, end));
    cut.head(head, NO_FLOW);
    cut.data(body);
  });
}
