import type { JsonObject } from '../dialects/index.ts';
import { type Fault, NO_PARAMETERS } from './fault.ts';
import { modelAnswer } from './model-answer.ts';
import { asEvents, modelEvents } from './model-events.ts';

/** The model asks for every tool call twice, each time under an id of its own. */
export const toolCallDuplicate: Fault<'tool-call-duplicate'> = {
  kind: 'tool-call-duplicate',
  parameters: () => NO_PARAMETERS,
  during(call) {
    let double: ((value: JsonObject) => JsonObject[]) | undefined;
    return modelAnswer(call, {
      stream: modelEvents(({ value, dialect }) => {
        double ??= dialect.toolDoubler();
        const before = JSON.stringify(value);
        const values = double(value);
        const isSame = values.length === 1 && JSON.stringify(values[0]) === before;
        return isSame ? undefined : { send: asEvents(dialect, values) };
      }),
      whole: (dialect, answer) => dialect.doubleTools(answer),
    });
  },
};
