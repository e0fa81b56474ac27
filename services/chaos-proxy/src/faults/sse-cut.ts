import type { FaultOf } from '@chaos-lab/contracts';
import type { AnswerSink } from '../upstream/forwarder.ts';
import { hasBody, onHead, withoutHeaders } from './answer.ts';
import { breakOff } from './break-off.ts';
import { cutOff } from './cut-off.ts';
import { firstPart, put } from './cut-value.ts';
import { type Edit, type EventEditor, editedEvents, eventCounter } from './edited-events.ts';
import { isEventStream, type StreamOut } from './event-stream.ts';
import { type Fault, type FaultCall, NO_PARAMETERS } from './fault.ts';
import { asValue, modelEvents, piecesOf } from './model-events.ts';

const EVENTS = 2;
const HALF = 0.5;

/** A stream of events that ends too early: as a whole answer ends, by FIN, or by RST. */
export const sseCut: Fault<'sse-cut'> = {
  kind: 'sse-cut',
  parameters: () => NO_PARAMETERS,
  during: (call, { spec }) => {
    if (spec.afterBytes !== undefined) return cutAtByte(call, spec, spec.afterBytes);
    const { at, afterEvents } = spec;
    const editor =
      at === 'between' ? cutBehind(afterEvents ?? EVENTS) : cutInside(at, afterEvents ?? 0);
    return editedEvents(call, editor, (out) => finish(out, spec));
  },
};

function finish(out: StreamOut, { end }: FaultOf<'sse-cut'>): void {
  if (end === 'clean') out.close();
  else out.breakOff(end);
}

function cutBehind(events: number): EventEditor {
  const isLast = eventCounter(events);
  return {
    begin: () => (events === 0 ? { send: [], isOver: true } : undefined),
    edit: (event) => (isLast(event) ? { send: [event.bytes], isOver: true } : undefined),
    tooLong: () => (isLast({ bytes: NONE, type: '', data: '' }) ? OVER : undefined),
  };
}

const NONE = Buffer.alloc(0);
const OVER: Edit = { send: [], isOver: true };

/** Half of the piece goes out, well framed; of arguments that are no text, half of the event's bytes. */
function cutInside(part: 'text' | 'tool-arguments', before: number): EventEditor {
  let count = 0;
  return modelEvents((one) => {
    const [place] = piecesOf(one, part);
    if (place === undefined) return undefined;
    count += 1;
    if (count <= before) return undefined;
    const value = place.holder[place.key];
    if (typeof value !== 'string') {
      const { bytes } = one.event;
      return { send: [bytes.subarray(0, Math.floor(bytes.length / 2))], isOver: true };
    }
    put(place, firstPart(value, HALF));
    return { send: [asValue(one)], isOver: true };
  });
}

/** Counts the bytes as they come, of whatever encoding. */
function cutAtByte(call: FaultCall, { end }: FaultOf<'sse-cut'>, bytes: number): AnswerSink {
  return onHead(call, (head, flow) => {
    if (!hasBody(call, head) || !isEventStream(head)) {
      call.suppress(hasBody(call, head) ? 'no-stream' : 'phase-impossible');
      return call.relay;
    }
    if (end !== 'clean') return cutOff(call, bytes, () => breakOff(call, end));
    const cut = cutOff(call, bytes, () => {
      call.relay.end([]);
      flow.abort();
    });
    const headers = withoutHeaders(head.headers, ['content-length', 'trailer']);
    return {
      ...cut,
      head: (real, own) => cut.head({ ...real, headers, contentLength: null }, own),
    };
  });
}
