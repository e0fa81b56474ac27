import type { Dialect, Ending, Json, JsonObject, Place } from './dialect.ts';
import { copyOf, objectAt, objectsIn, secondId, wordOf } from './json.ts';

const EVENTS = new Set([
  'message_start',
  'content_block_start',
  'content_block_delta',
  'content_block_stop',
  'message_delta',
  'message_stop',
  'ping',
  'message',
]);
const REASON: Record<Ending, string> = { length: 'max_tokens', refusal: 'refusal' };

/** The Messages API of Anthropic. */
export const anthropic: Dialect = {
  name: 'anthropic',
  owns: ({ type }) => typeof type === 'string' && EVENTS.has(type),
  places: (value) => (value['type'] === 'message' ? wholePlaces(value) : piecePlaces(value)),
  isOpening: ({ type }) => type === 'message_start' || type === 'ping',
  isTerminator: (_data, value) => value?.['type'] === 'message_stop',
  ending(how, _words, _first, last) {
    const open = last['type'] === 'content_block_delta' || last['type'] === 'content_block_start';
    const events: JsonObject[] = [
      {
        type: 'message_delta',
        delta: { stop_reason: REASON[how], stop_sequence: null },
        usage: { output_tokens: 1 },
      },
      { type: 'message_stop' },
    ];
    if (open) events.unshift({ type: 'content_block_stop', index: last['index'] ?? 0 });
    return events.map((event) => ({ type: wordOf(event['type']), data: JSON.stringify(event) }));
  },
  endWhole(how, _words, answer) {
    answer['stop_reason'] = REASON[how];
    if (how === 'refusal') answer['content'] = [];
  },
  doubleTools(answer) {
    const content = objectsIn(answer['content']);
    if (!content.some(isToolUse)) return false;
    answer['content'] = content.flatMap((block) =>
      isToolUse(block) ? [block, { ...copyOf(block), id: secondId(block['id']) }] : [block],
    );
    return true;
  },
  toolDoubler() {
    let shift = 0;
    let block: JsonObject[] | undefined;
    const shifted = (value: JsonObject): JsonObject => ({
      ...value,
      index: Number(value['index']) + shift,
    });
    return (value) => {
      if (typeof value['index'] !== 'number') return [value];
      if (value['type'] === 'content_block_start') {
        block = isToolUse(objectAt(value, 'content_block')) ? [] : undefined;
      }
      const out = [shifted(value)];
      block?.push(value);
      if (value['type'] !== 'content_block_stop' || block === undefined) return out;
      shift += 1;
      out.push(...block.map((event) => withSecondId(shifted(event))));
      block = undefined;
      return out;
    };
  },
  error: {
    type: 'error',
    data: '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
  },
  ping: 'event: ping\ndata: {"type": "ping"}\n\n',
  eventName: ({ type }) => wordOf(type),
};

function piecePlaces(value: JsonObject): Place[] {
  const of = wordOf(value['index'] ?? '');
  if (value['type'] === 'content_block_start') {
    const block = objectAt(value, 'content_block');
    return isToolUse(block)
      ? [{ part: 'tool-name', of, extent: 'whole', holder: block, key: 'name' }]
      : [];
  }
  if (value['type'] !== 'content_block_delta') return [];
  const delta = objectAt(value, 'delta');
  const at = (part: Place['part'], key: string): Place[] => [
    { part, of, extent: 'piece', holder: delta, key },
  ];
  if (delta['type'] === 'text_delta') return at('text', 'text');
  return delta['type'] === 'input_json_delta' ? at('tool-arguments', 'partial_json') : [];
}

function wholePlaces(message: JsonObject): Place[] {
  return objectsIn(message['content']).flatMap((holder, index): Place[] => {
    const common = { of: wordOf(index), extent: 'whole', holder } as const;
    if (holder['type'] === 'text') return [{ ...common, part: 'text', key: 'text' }];
    if (!isToolUse(holder)) return [];
    return [
      { ...common, part: 'tool-name', key: 'name' },
      { ...common, part: 'tool-arguments', key: 'input' },
    ];
  });
}

function withSecondId(value: JsonObject): JsonObject {
  if (value['type'] !== 'content_block_start') return value;
  const block = objectAt(value, 'content_block');
  return { ...value, content_block: { ...block, id: secondId(block['id']) } };
}

function isToolUse(block: { readonly [name: string]: Json }): boolean {
  return block['type'] === 'tool_use';
}
