import { type Place, wordOf } from '../dialects/index.ts';
import { put } from './cut-value.ts';
import { type Fault, NO_PARAMETERS } from './fault.ts';
import { modelAnswer } from './model-answer.ts';
import { asValue, modelEvents, piecesOf } from './model-events.ts';

/** The model asks for tools by names that do not exist. */
export const toolCallRename: Fault<'tool-call-rename'> = {
  kind: 'tool-call-rename',
  parameters: () => NO_PARAMETERS,
  during(call, { spec }) {
    const rename = (place: Place): void =>
      put(place, spec.name ?? `${wordOf(place.holder[place.key])}_v2`);
    return modelAnswer(call, {
      stream: modelEvents((one) => {
        const names = piecesOf(one, 'tool-name');
        for (const place of names) rename(place);
        return names.length > 0 ? { send: [asValue(one)] } : undefined;
      }),
      whole(dialect, answer) {
        const names = dialect.places(answer).filter(({ part }) => part === 'tool-name');
        for (const place of names) rename(place);
        return names.length > 0;
      },
    });
  },
};
