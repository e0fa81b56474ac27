import type { MadeEvent } from '../sse/write-event.ts';
import type { Dialect, JsonObject, Place } from './dialect.ts';
import { copyOf, objectAt, objectsIn, secondId, wordOf } from './json.ts';

const DONE = '[DONE]';

/** Chat completions, as OpenAI has them and many others speak them. */
export const openaiChat: Dialect = {
  name: 'openai-chat',
  owns: ({ choices, object }) =>
    Array.isArray(choices) && (object === undefined || wordOf(object).startsWith('chat.')),
  places: (value) =>
    objectsIn(value['choices']).flatMap((choice) => {
      const which = wordOf(choice['index'] ?? 0);
      return 'delta' in choice
        ? placesIn(objectAt(choice, 'delta'), which, 'piece')
        : placesIn(objectAt(choice, 'message'), which, 'whole');
    }),
  isOpening: (value) =>
    objectsIn(value['choices']).every((choice) => {
      const { content, tool_calls: calls } = objectAt(choice, 'delta');
      return choice['finish_reason'] === null && calls === undefined && (content ?? '') === '';
    }),
  isTerminator: (data) => data.trim() === DONE,
  ending(how, words, first) {
    const chunk = (delta: JsonObject, finish: string | null): MadeEvent => ({
      data: JSON.stringify({
        ...first,
        choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
      }),
    });
    if (how === 'length') return [chunk({}, 'length'), { data: DONE }];
    return [chunk({ refusal: words }, null), chunk({}, 'stop'), { data: DONE }];
  },
  endWhole(how, words, answer) {
    for (const choice of objectsIn(answer['choices'])) {
      choice['finish_reason'] = how === 'length' ? 'length' : 'stop';
      if (how === 'refusal') {
        choice['message'] = { role: 'assistant', content: null, refusal: words };
      }
    }
  },
  doubleTools(answer) {
    let found = false;
    for (const choice of objectsIn(answer['choices'])) {
      const message = objectAt(choice, 'message');
      const calls = objectsIn(message['tool_calls']);
      if (calls.length === 0) continue;
      found = true;
      message['tool_calls'] = calls.flatMap((call) => [
        call,
        { ...copyOf(call), id: secondId(call['id']) },
      ]);
    }
    return found;
  },
  toolDoubler() {
    const seen: JsonObject[] = [];
    return (value) => {
      const [choice = {}] = objectsIn(value['choices']);
      const calls = objectsIn(objectAt(choice, 'delta')['tool_calls']);
      if (calls.length > 0) seen.push(value);
      if (typeof choice['finish_reason'] !== 'string' || seen.length === 0) return [value];
      return [...seenAgain(seen.splice(0)), value];
    };
  },
  error: {
    data: '{"error":{"message":"The server is overloaded. Please try again later.","type":"server_error","param":null,"code":"server_is_overloaded"}}',
  },
  ping: ': ping\n\n',
  eventName: () => undefined,
};

function placesIn(message: JsonObject, which: string, extent: Place['extent']): Place[] {
  const places: Place[] = [];
  if (typeof message['content'] === 'string') {
    places.push({ part: 'text', of: which, extent, holder: message, key: 'content' });
  }
  for (const [position, call] of objectsIn(message['tool_calls']).entries()) {
    const holder = objectAt(call, 'function');
    const of = `${which}/${wordOf(call['index'] ?? position)}`;
    if (typeof holder['name'] === 'string') {
      places.push({ part: 'tool-name', of, extent: 'whole', holder, key: 'name' });
    }
    if (typeof holder['arguments'] === 'string') {
      places.push({ part: 'tool-arguments', of, extent, holder, key: 'arguments' });
    }
  }
  return places;
}

/** The same pieces of tool calls once more, as calls with indices behind all others. */
function seenAgain(chunks: readonly JsonObject[]): JsonObject[] {
  const copies = chunks.map((chunk) => copyOf(chunk));
  const calls = copies.flatMap((chunk) =>
    objectsIn(chunk['choices']).flatMap((choice) => {
      choice['finish_reason'] = null;
      return objectsIn(objectAt(choice, 'delta')['tool_calls']);
    }),
  );
  const count = Math.max(...calls.map(({ index }) => Number(index ?? 0))) + 1;
  for (const call of calls) {
    call['index'] = Number(call['index'] ?? 0) + count;
    if (typeof call['id'] === 'string') call['id'] = secondId(call['id']);
  }
  return copies;
}
