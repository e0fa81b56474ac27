import type { JsonObject } from '../dialects/index.ts';
import { writeEvent } from '../sse/write-event.ts';
import { type Fault, NO_PARAMETERS } from './fault.ts';
import { modelAnswer } from './model-answer.ts';
import { modelEvents } from './model-events.ts';

/** The model refuses, as its protocol says that: no text, no tool call, a reason of the end. */
export const refusal: Fault<'refusal'> = {
  kind: 'refusal',
  parameters: () => NO_PARAMETERS,
  during(call, { spec: { message } }) {
    let first: JsonObject | undefined;
    let last: JsonObject = {};
    return modelAnswer(call, {
      stream: modelEvents(({ value, dialect }) => {
        first ??= value;
        if (dialect.isOpening(value)) {
          last = value;
          return undefined;
        }
        const events = dialect.ending('refusal', message, first, last);
        return { send: events.map(writeEvent), isOver: true };
      }),
      whole(dialect, answer) {
        dialect.endWhole('refusal', message, answer);
        return true;
      },
    });
  },
};
