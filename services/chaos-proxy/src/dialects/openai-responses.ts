import type { MadeEvent } from '../sse/write-event.ts';
import type { Dialect, JsonObject, Place } from './dialect.ts';
import { copyOf, objectAt, objectsIn, secondId, wordOf } from './json.ts';

const OPENING = new Set(['response.created', 'response.queued', 'response.in_progress']);
const LAST = new Set(['response.completed', 'response.incomplete', 'response.failed']);

/** The Responses API of OpenAI. */
export const openaiResponses: Dialect = {
  name: 'openai-responses',
  owns: ({ type, object }) =>
    object === 'response' || (typeof type === 'string' && type.startsWith('response.')),
  places(value) {
    const of = wordOf(value['output_index'] ?? '');
    switch (value['type']) {
      case 'response.output_text.delta':
        return [{ part: 'text', of, extent: 'piece', holder: value, key: 'delta' }];
      case 'response.output_text.done':
        return [{ part: 'text', of, extent: 'whole', holder: value, key: 'text' }];
      case 'response.function_call_arguments.delta':
        return [{ part: 'tool-arguments', of, extent: 'piece', holder: value, key: 'delta' }];
      case 'response.function_call_arguments.done':
        return [
          ...(typeof value['name'] === 'string' ? [nameAt(value, of)] : []),
          { part: 'tool-arguments', of, extent: 'whole', holder: value, key: 'arguments' },
        ];
      case 'response.output_item.added':
      case 'response.output_item.done':
        return placesInItem(objectAt(value, 'item'), of);
      default: {
        const response = value['object'] === 'response' ? value : objectAt(value, 'response');
        return objectsIn(response['output']).flatMap((item, index) =>
          placesInItem(item, wordOf(index)),
        );
      }
    }
  },
  isOpening: ({ type }) => OPENING.has(wordOf(type)),
  isTerminator: (_data, value) => LAST.has(wordOf(value?.['type'])),
  ending(how, words, first, last) {
    const response = copyOf(objectAt(first, 'response'));
    endResponse(how, words, response);
    let sequence = Number(last['sequence_number'] ?? 0);
    const event = (type: string, fields: JsonObject): MadeEvent => ({
      type,
      data: JSON.stringify({ type, sequence_number: (sequence += 1), ...fields }),
    });
    if (how === 'length') return [event('response.incomplete', { response })];
    const [item = {}] = objectsIn(response['output']);
    const at = { output_index: 0, content_index: 0, item_id: item['id'] ?? null };
    const empty = { ...item, status: 'in_progress', content: [] };
    return [
      event('response.output_item.added', { output_index: 0, item: empty }),
      event('response.content_part.added', { ...at, part: { type: 'refusal', refusal: '' } }),
      event('response.refusal.delta', { ...at, delta: words }),
      event('response.refusal.done', { ...at, refusal: words }),
      event('response.content_part.done', { ...at, part: { type: 'refusal', refusal: words } }),
      event('response.output_item.done', { output_index: 0, item }),
      event('response.completed', { response }),
    ];
  },
  endWhole: endResponse,
  doubleTools(answer) {
    const output = objectsIn(answer['output']);
    if (!output.some(isCall)) return false;
    answer['output'] = output.flatMap((item) => (isCall(item) ? [item, secondItem(item)] : [item]));
    return true;
  },
  toolDoubler() {
    let shift = 0;
    let item: JsonObject[] | undefined;
    return (value) => {
      if (LAST.has(wordOf(value['type']))) {
        const response = copyOf(objectAt(value, 'response'));
        openaiResponses.doubleTools(response);
        return [{ ...value, response }];
      }
      if (typeof value['output_index'] !== 'number') return [value];
      const { type } = value;
      if (type === 'response.output_item.added') {
        item = isCall(objectAt(value, 'item')) ? [] : undefined;
      }
      item?.push(value);
      const out: JsonObject[] = [{ ...value, output_index: value['output_index'] + shift }];
      if (type !== 'response.output_item.done' || item === undefined) return out;
      shift += 1;
      for (const event of item) out.push(secondEvent(event, shift));
      item = undefined;
      return out;
    };
  },
  error: {
    type: 'error',
    data: '{"type":"error","code":"server_is_overloaded","message":"The server is overloaded. Please try again later.","param":null,"sequence_number":0}',
  },
  ping: ': ping\n\n',
  eventName: ({ type }) => wordOf(type),
};

function nameAt(holder: JsonObject, of: string): Place {
  return { part: 'tool-name', of, extent: 'whole', holder, key: 'name' };
}

function placesInItem(item: JsonObject, of: string): Place[] {
  if (isCall(item)) {
    const places = [nameAt(item, of)];
    // An item that has just begun has no arguments yet.
    if (typeof item['arguments'] === 'string' && item['arguments'] !== '') {
      const key = 'arguments';
      places.push({ part: 'tool-arguments', of, extent: 'whole', holder: item, key });
    }
    return places;
  }
  return objectsIn(item['content'])
    .filter(({ type }) => type === 'output_text')
    .map((holder) => ({ part: 'text', of, extent: 'whole', holder, key: 'text' }));
}

function endResponse(how: 'length' | 'refusal', words: string, response: JsonObject): void {
  if (how === 'length') {
    response['status'] = 'incomplete';
    response['incomplete_details'] = { reason: 'max_output_tokens' };
    return;
  }
  response['status'] = 'completed';
  const content = [{ type: 'refusal', refusal: words }];
  const id = 'msg_refusal';
  response['output'] = [{ type: 'message', id, role: 'assistant', status: 'completed', content }];
}

function isCall(item: JsonObject): boolean {
  return item['type'] === 'function_call';
}

function secondItem(item: JsonObject): JsonObject {
  return { ...copyOf(item), id: secondId(item['id']), call_id: secondId(item['call_id']) };
}

function secondEvent(event: JsonObject, shift: number): JsonObject {
  const again: JsonObject = { ...event, output_index: Number(event['output_index']) + shift };
  if (again['item'] !== undefined) again['item'] = secondItem(objectAt(event, 'item'));
  if (again['item_id'] !== undefined) again['item_id'] = secondId(event['item_id']);
  return again;
}
