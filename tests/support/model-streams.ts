import type { RequestListener } from 'node:http';

type Typed = { readonly type: string; readonly [name: string]: unknown };

const events = (...values: readonly Typed[]): string[] =>
  values.map((value) => `event: ${value.type}\ndata: ${JSON.stringify(value)}\n\n`);
const lines = (...values: readonly object[]): string[] =>
  values.map((value) => `data: ${JSON.stringify(value)}\n\n`);

const chat = (delta: object, finish: string | null = null) => ({
  id: 'c1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta, finish_reason: finish }],
});
const call = (fields: object) => ({ tool_calls: [{ index: 0, ...fields }] });

/** A text in two pieces, one tool call with arguments in two pieces, an end: as events in bytes. */
export const STREAMS = {
  anthropic: events(
    {
      type: 'message_start',
      message: {
        id: 'm1',
        type: 'message',
        role: 'assistant',
        content: [],
        model: 'm',
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 9, output_tokens: 1 },
      },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'I order' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: ' a pet.' } },
    { type: 'content_block_stop', index: 0 },
    {
      type: 'content_block_start',
      index: 1,
      content_block: { type: 'tool_use', id: 't1', name: 'place_order', input: {} },
    },
    {
      type: 'content_block_delta',
      index: 1,
      delta: { type: 'input_json_delta', partial_json: '{"petId"' },
    },
    {
      type: 'content_block_delta',
      index: 1,
      delta: { type: 'input_json_delta', partial_json: ':7}' },
    },
    { type: 'content_block_stop', index: 1 },
    {
      type: 'message_delta',
      delta: { stop_reason: 'tool_use', stop_sequence: null },
      usage: { output_tokens: 12 },
    },
    { type: 'message_stop' },
  ),
  'openai-chat': [
    ...lines(
      chat({ role: 'assistant', content: '' }),
      chat({ content: 'I order' }),
      chat({ content: ' a pet.' }),
      chat(call({ id: 't1', type: 'function', function: { name: 'place_order', arguments: '' } })),
      chat(call({ function: { arguments: '{"petId"' } })),
      chat(call({ function: { arguments: ':7}' } })),
      chat({}, 'tool_calls'),
    ),
    'data: [DONE]\n\n',
  ],
  'openai-responses': responses(),
  gemini: lines(
    { candidates: [{ index: 0, content: { role: 'model', parts: [{ text: 'I order' }] } }] },
    { candidates: [{ index: 0, content: { role: 'model', parts: [{ text: ' a pet.' }] } }] },
    {
      candidates: [
        {
          index: 0,
          content: {
            role: 'model',
            parts: [{ functionCall: { id: 't1', name: 'place_order', args: { petId: 7 } } }],
          },
        },
      ],
    },
    { candidates: [{ index: 0, content: { role: 'model', parts: [] }, finishReason: 'STOP' }] },
  ),
} as const;

export type StreamName = keyof typeof STREAMS;
export const STREAM_NAMES = Object.keys(STREAMS) as readonly StreamName[];

function responses(): string[] {
  const response = (status: string, output: object[] = []) => ({
    id: 'r1',
    object: 'response',
    created_at: 1,
    model: 'm',
    status,
    output,
  });
  const message = {
    type: 'message',
    id: 'i1',
    role: 'assistant',
    status: 'completed',
    content: [{ type: 'output_text', text: 'I order a pet.', annotations: [] }],
  };
  const tool = {
    type: 'function_call',
    id: 'i2',
    call_id: 't1',
    name: 'place_order',
    status: 'completed',
    arguments: '{"petId":7}',
  };
  const at = { output_index: 0, content_index: 0, item_id: 'i1' };
  const values = [
    { type: 'response.created', response: response('in_progress') },
    {
      type: 'response.output_item.added',
      output_index: 0,
      item: { ...message, status: 'in_progress', content: [] },
    },
    {
      type: 'response.content_part.added',
      ...at,
      part: { type: 'output_text', text: '', annotations: [] },
    },
    { type: 'response.output_text.delta', ...at, delta: 'I order' },
    { type: 'response.output_text.delta', ...at, delta: ' a pet.' },
    { type: 'response.output_text.done', ...at, text: 'I order a pet.' },
    { type: 'response.output_item.done', output_index: 0, item: message },
    {
      type: 'response.output_item.added',
      output_index: 1,
      item: { ...tool, status: 'in_progress', arguments: '' },
    },
    {
      type: 'response.function_call_arguments.delta',
      output_index: 1,
      item_id: 'i2',
      delta: '{"petId"',
    },
    {
      type: 'response.function_call_arguments.delta',
      output_index: 1,
      item_id: 'i2',
      delta: ':7}',
    },
    {
      type: 'response.function_call_arguments.done',
      output_index: 1,
      item_id: 'i2',
      arguments: '{"petId":7}',
    },
    { type: 'response.output_item.done', output_index: 1, item: tool },
    { type: 'response.completed', response: response('completed', [message, tool]) },
  ];
  return events(...values.map((value, index) => Object.assign(value, { sequence_number: index })));
}

/** The same answers as one JSON document each. */
export const WHOLE: Readonly<Record<StreamName, object>> = {
  anthropic: {
    id: 'm1',
    type: 'message',
    role: 'assistant',
    model: 'm',
    stop_reason: 'tool_use',
    content: [
      { type: 'text', text: 'I order a pet.' },
      { type: 'tool_use', id: 't1', name: 'place_order', input: { petId: 7, quantity: 1 } },
    ],
    usage: { input_tokens: 9, output_tokens: 12 },
  },
  'openai-chat': {
    id: 'c1',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [
      {
        index: 0,
        finish_reason: 'tool_calls',
        message: {
          role: 'assistant',
          content: 'I order a pet.',
          tool_calls: [
            {
              id: 't1',
              type: 'function',
              function: { name: 'place_order', arguments: '{"petId":7}' },
            },
          ],
        },
      },
    ],
  },
  'openai-responses': {
    id: 'r1',
    object: 'response',
    status: 'completed',
    output: [
      {
        type: 'message',
        id: 'i1',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text: 'I order a pet.', annotations: [] }],
      },
      {
        type: 'function_call',
        id: 'i2',
        call_id: 't1',
        name: 'place_order',
        status: 'completed',
        arguments: '{"petId":7}',
      },
    ],
  },
  gemini: {
    candidates: [
      {
        index: 0,
        finishReason: 'STOP',
        content: {
          role: 'model',
          parts: [
            { text: 'I order a pet.' },
            { functionCall: { name: 'place_order', args: { petId: 7, quantity: 1 } } },
          ],
        },
      },
    ],
  },
};

/** Answers with these pieces, one write each, as an event stream. */
export function streaming(
  pieces: readonly (string | Buffer)[],
  headers: Readonly<Record<string, string>> = {},
): RequestListener {
  return (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', ...headers });
    for (const piece of pieces) response.write(piece);
    response.end();
  };
}
