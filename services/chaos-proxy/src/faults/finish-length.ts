import type { JsonObject } from '../dialects/index.ts';
import { writeEvent } from '../sse/write-event.ts';
import { firstPart, put } from './cut-value.ts';
import { type Fault, NO_PARAMETERS } from './fault.ts';
import { modelAnswer } from './model-answer.ts';
import { modelEvents, piecesOf } from './model-events.ts';

const HALF = 0.5;

/** The model ran out of tokens: text or arguments lack their end, and the reason of the end says so. */
export const finishLength: Fault<'finish-length'> = {
  kind: 'finish-length',
  parameters: () => NO_PARAMETERS,
  during(call, { spec }) {
    let count = 0;
    let first: JsonObject | undefined;
    let last: JsonObject = {};
    return modelAnswer(call, {
      stream: modelEvents((one) => {
        const { value, dialect } = one;
        first ??= value;
        const pieces = piecesOf(one, 'text', 'tool-arguments');
        if (pieces.some(({ extent }) => extent === 'piece')) count += 1;
        if (count > spec.afterEvents) {
          const events = dialect.ending('length', '', first, last);
          return { send: events.map(writeEvent), isOver: true };
        }
        last = value;
        return undefined;
      }),
      whole(dialect, answer) {
        for (const place of dialect.places(answer)) {
          if (place.part !== 'tool-name') put(place, firstPart(place.holder[place.key], HALF));
        }
        dialect.endWhole('length', '', answer);
        return true;
      },
    });
  },
};
