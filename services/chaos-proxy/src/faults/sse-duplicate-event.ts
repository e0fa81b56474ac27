import { editedEvents, type EventEditor } from './edited-events.ts';
import { type Fault, NO_PARAMETERS } from './fault.ts';

/** One event of a stream comes twice. */
export const sseDuplicateEvent: Fault<'sse-duplicate-event'> = {
  kind: 'sse-duplicate-event',
  parameters: () => NO_PARAMETERS,
  during: (call, { spec }) => editedEvents(call, twice(spec.afterEvents)),
};

function twice(before: number): EventEditor {
  let count = 0;
  return {
    edit({ bytes, data }) {
      if (data === null) return undefined;
      count += 1;
      return count === before + 1 ? { send: [bytes, bytes] } : undefined;
    },
    tooLong() {
      count += 1;
      return undefined;
    },
  };
}
