import type { Dialect, Ending, JsonObject, Place } from './dialect.ts';
import { copyOf, objectAt, objectsIn, secondId } from './json.ts';

const REASON: Record<Ending, string> = { length: 'MAX_TOKENS', refusal: 'SAFETY' };

/** `generateContent` of Gemini, and its stream, which has no terminator but a chunk with a reason. */
export const gemini: Dialect = {
  name: 'gemini',
  owns: ({ candidates }) => Array.isArray(candidates),
  places: (value) =>
    objectsIn(value['candidates']).flatMap((candidate, index) =>
      partsOf(candidate).flatMap((part, position): Place[] => {
        const of = `${index}/${position}`;
        if (typeof part['text'] === 'string') {
          return [{ part: 'text', of: String(index), extent: 'piece', holder: part, key: 'text' }];
        }
        if (part['functionCall'] === undefined) return [];
        const holder = objectAt(part, 'functionCall');
        return [
          { part: 'tool-name', of, extent: 'whole', holder, key: 'name' },
          { part: 'tool-arguments', of, extent: 'whole', holder, key: 'args' },
        ];
      }),
    ),
  isOpening: () => false,
  isTerminator: (_data, value) =>
    value !== undefined &&
    objectsIn(value['candidates']).some(({ finishReason }) => typeof finishReason === 'string'),
  ending(how, _words, first) {
    const last = { ...first, candidates: [{ index: 0, finishReason: REASON[how] }] };
    return [{ data: JSON.stringify(last) }];
  },
  endWhole(how, _words, answer) {
    for (const candidate of objectsIn(answer['candidates'])) {
      candidate['finishReason'] = REASON[how];
      if (how === 'refusal') delete candidate['content'];
    }
  },
  doubleTools: (answer) => {
    const doubled = objectsIn(answer['candidates']).map((candidate) => doubleParts(candidate));
    return doubled.includes(true);
  },
  toolDoubler: () => (value) => {
    const copy = copyOf(value);
    gemini.doubleTools(copy);
    return [copy];
  },
  error: {
    data: '{"error":{"code":503,"message":"The model is overloaded. Please try again later.","status":"UNAVAILABLE"}}',
  },
  ping: ': ping\n\n',
  eventName: () => undefined,
};

function partsOf(candidate: JsonObject): JsonObject[] {
  return objectsIn(objectAt(candidate, 'content')['parts']);
}

function doubleParts(candidate: JsonObject): boolean {
  const parts = partsOf(candidate);
  if (!parts.some(({ functionCall }) => functionCall !== undefined)) return false;
  objectAt(candidate, 'content')['parts'] = parts.flatMap((part) => {
    if (part['functionCall'] === undefined) return [part];
    const again = copyOf(part);
    const call = objectAt(again, 'functionCall');
    if (call['id'] !== undefined) call['id'] = secondId(call['id']);
    return [part, again];
  });
  return true;
}
