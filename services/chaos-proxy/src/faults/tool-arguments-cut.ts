import type { Place } from '../dialects/index.ts';
import { firstPart, keptOf, put } from './cut-value.ts';
import type { Fault } from './fault.ts';
import { modelAnswer } from './model-answer.ts';
import { asValue, modelEvents, piecesOf } from './model-events.ts';

/** The arguments of the first tool call lack their end, in an answer that is whole otherwise. */
export const toolArgumentsCut: Fault<'tool-arguments-cut'> = {
  kind: 'tool-arguments-cut',
  parameters: (spec, u2) => ({ cutFraction: spec.fraction ?? u2 }),
  during(call, { parameters }) {
    const cut = argumentsCutter(Number(parameters['cutFraction']));
    return modelAnswer(call, {
      stream: modelEvents((one) => {
        const changed = piecesOf(one, 'tool-arguments').map((place) => cut(place));
        return changed.includes(true) ? { send: [asValue(one)] } : undefined;
      }),
      whole: (dialect, answer) =>
        dialect
          .places(answer)
          .filter(({ part }) => part === 'tool-arguments')
          .map((place) => cut(place))
          .includes(true),
    });
  },
};

/**
 * Cuts the arguments of the first tool call it sees, wherever they come again, to the same text: a
 * share of the first piece. Arguments that are no text lose members.
 */
function argumentsCutter(share: number): (place: Place) => boolean {
  let of: string | undefined;
  let kept: number | undefined;
  return (place) => {
    const value = place.holder[place.key];
    of ??= place.of;
    if (place.of !== of || value === undefined) return false;
    if (typeof value !== 'string') {
      const less = firstPart(value, share);
      put(place, less);
      return JSON.stringify(less) !== JSON.stringify(value);
    }
    const isFirst = kept === undefined;
    kept ??= keptOf(value.length, share);
    put(place, isFirst || place.extent === 'whole' ? value.slice(0, kept) : '');
    return true;
  };
}
