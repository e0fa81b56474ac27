import { editedEvents, type EventEditor } from './edited-events.ts';
import { type Fault, NO_PARAMETERS } from './fault.ts';

/** Two events of a stream that follow one another change places. */
export const sseReorder: Fault<'sse-reorder'> = {
  kind: 'sse-reorder',
  parameters: () => NO_PARAMETERS,
  during: (call, { spec }) => editedEvents(call, swapped(spec.afterEvents)),
};

function swapped(before: number): EventEditor {
  let count = 0;
  let held: Buffer[] = [];
  return {
    edit({ bytes, data }) {
      if (data === null) {
        if (held.length === 0) return undefined;
        held.push(bytes);
        return { send: [] };
      }
      count += 1;
      if (count === before + 1) {
        held = [bytes];
        return { send: [] };
      }
      if (held.length === 0) return undefined;
      return { send: [bytes, ...held.splice(0)] };
    },
    tooLong() {
      count += 1;
      return held.length === 0 ? undefined : { send: held.splice(0) };
    },
    rest: () => held,
  };
}
