import type { FaultOf } from '@chaos-lab/contracts';
import { type Dialect, dialectOf, parseObject } from '../dialects/index.ts';
import { type MadeEvent, writeEvent } from '../sse/write-event.ts';
import { type EventEditor, editedEvents } from './edited-events.ts';
import { type Fault, NO_PARAMETERS } from './fault.ts';

const UNKNOWN: MadeEvent = {
  type: 'error',
  data: '{"error":{"type":"overloaded_error","message":"Overloaded"}}',
};

/** The error event of a provider in the middle of a stream that began well, and then its end. */
export const sseError: Fault<'sse-error'> = {
  kind: 'sse-error',
  parameters: () => NO_PARAMETERS,
  during: (call, { spec }) =>
    editedEvents(call, errorAfter(spec), (out) => {
      if (spec.end === 'clean') out.close();
      else out.breakOff(spec.end);
    }),
};

function errorAfter(spec: FaultOf<'sse-error'>): EventEditor {
  let count = 0;
  let dialect: Dialect | undefined;
  const error = (): Buffer => {
    const { type, data } = dialect?.error ?? UNKNOWN;
    if (spec.data === undefined) return writeEvent({ type: spec.event ?? type, data });
    const own = typeof spec.data === 'string' ? spec.data : JSON.stringify(spec.data);
    return writeEvent({ type: spec.event, data: own });
  };
  return {
    edit({ bytes, data }) {
      if (data === null) return undefined;
      const value = parseObject(data);
      dialect ??= value === undefined ? undefined : dialectOf(value);
      // Only the first event tells what the stream speaks.
      if (spec.afterEvents === 0) return { send: [error()], isOver: true };
      count += 1;
      return count < spec.afterEvents ? undefined : { send: [bytes, error()], isOver: true };
    },
    tooLong() {
      count += 1;
      return count < spec.afterEvents ? undefined : { send: [error()], isOver: true };
    },
  };
}
