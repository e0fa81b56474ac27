import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { meetStream } from '../../support/meet-stream.ts';
import {
  STREAM_NAMES,
  STREAMS,
  type StreamName,
  streaming,
  WHOLE,
} from '../../support/model-streams.ts';
import type { FaultInput } from '../../support/wire-proxy.ts';

const asJson =
  (value: object): RequestListener =>
  (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
  };
const stream = (name: StreamName, fault: FaultInput) => meetStream(fault, streaming(STREAMS[name]));

/** The data of every event. */
function dataOf(body: string): string[] {
  return [...body.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => data);
}

/** All strings of a name anywhere in the events, in order. */
function stringsOf(body: string, name: string): string[] {
  const found: string[] = [];
  for (const data of dataOf(body)) {
    if (data === '[DONE]') continue;
    JSON.parse(data, (key, value: unknown) => {
      if (key === name && typeof value === 'string') found.push(value);
      return value;
    });
  }
  return found;
}

async function meetWhole(name: StreamName, fault: FaultInput): Promise<string> {
  const met = await meetStream(fault, asJson(WHOLE[name]));
  expect(met.outcome).toMatchObject({ end: 'injected', status: 200 });
  return met.rawBody;
}

describe('tool-arguments-cut', () => {
  const fault = { kind: 'tool-arguments-cut', fraction: 0.5 } as const;

  test('a stream is whole but for the arguments', async () => {
    const anthropic = await stream('anthropic', fault);
    expect(stringsOf(anthropic.body, 'partial_json')).toEqual(['{"pe', '']);
    expect(anthropic.body.endsWith(STREAMS.anthropic.slice(-3).join(''))).toBe(true);
    const chat = await stream('openai-chat', fault);
    expect(stringsOf(chat.body, 'arguments')).toEqual(['', '{"pe', '']);
    const responses = await stream('openai-responses', fault);
    expect(stringsOf(responses.body, 'arguments')).toEqual(['', '{"pe', '{"pe', '{"pe']);
    expect(dataOf((await stream('gemini', fault)).body)[2]).toContain('"args":{}');
  });

  test('so is an answer in one piece', async () => {
    const anthropic = await meetWhole('anthropic', fault);
    expect(anthropic).toContain('"input":{"petId":7}');
    expect(anthropic).toContain('"stop_reason":"tool_use"');
    expect(await meetWhole('openai-chat', fault)).toContain(String.raw`"arguments":"{\"pet"`);
    expect(await meetWhole('openai-responses', fault)).toContain(String.raw`"arguments":"{\"pet"`);
    expect(await meetWhole('gemini', fault)).toContain('"args":{"petId":7}');
  });
});

describe('tool-call-rename', () => {
  test.each(STREAM_NAMES)('%s asks for another tool, streamed or whole', async (name) => {
    const { body } = await stream(name, { kind: 'tool-call-rename' });
    expect(body).not.toContain('"place_order"');
    expect(stringsOf(body, 'name').every((one) => one === 'place_order_v2')).toBe(true);
    expect(stringsOf(body, 'name').length).toBeGreaterThan(0);
    const text = await meetWhole(name, { kind: 'tool-call-rename', name: 'other' });
    expect(text).toContain('"name":"other"');
    expect(text).not.toContain('place_order');
  });
});

describe('tool-call-duplicate', () => {
  const fault = { kind: 'tool-call-duplicate' } as const;

  test('a stream of anthropic has a second block', async () => {
    const { body } = await stream('anthropic', fault);
    const blocks = dataOf(body)
      .map((data) => JSON.parse(data) as { type: string; index?: number; content_block?: object })
      .filter(({ index }) => (index ?? 0) > 0);
    expect(blocks.map(({ type, index }) => `${type} ${index}`)).toEqual(
      [1, 2].flatMap((index) => [
        `content_block_start ${index}`,
        `content_block_delta ${index}`,
        `content_block_delta ${index}`,
        `content_block_stop ${index}`,
      ]),
    );
    expect(stringsOf(body, 'id')).toEqual(['m1', 't1', 't1_2']);
  });

  test('a stream of chat completions has a second index before the reason of the end', async () => {
    const { body } = await stream('openai-chat', fault);
    const data = dataOf(body);
    expect(stringsOf(body, 'arguments')).toEqual(['', '{"petId"', ':7}', '', '{"petId"', ':7}']);
    expect(data.slice(6, 9).every((one) => one.includes('"tool_calls":[{"index":1'))).toBe(true);
    expect(data.slice(-2)).toEqual([STREAMS['openai-chat'].at(-2)?.slice(6).trim(), '[DONE]']);
  });

  test('a stream of responses has a second item, also in its last event', async () => {
    const { body } = await stream('openai-responses', fault);
    const last = JSON.parse(dataOf(body).at(-1) ?? '') as {
      response: { output: { call_id?: string }[] };
    };
    expect(last.response.output.map((item) => item.call_id)).toEqual([undefined, 't1', 't1_2']);
    expect(body.match(/"output_index":2/g)).toHaveLength(5);
  });

  test.each(STREAM_NAMES)('an answer of %s in one piece has it twice', async (name) => {
    const text = await meetWhole(name, fault);
    expect(text.match(/"place_order"/g)).toHaveLength(2);
    if (name !== 'gemini') expect(text).toContain('"t1_2"');
  });

  test('an answer without a tool call is left alone', async () => {
    const met = await meetStream(fault, asJson({ choices: [{ message: { content: 'x' } }] }));
    expect(met.outcome).toMatchObject({ end: 'complete', suppressed: 'no-fitting-change' });
    const other = await meetStream(fault, asJson({ a: 1 }));
    expect(other.outcome).toMatchObject({ end: 'complete', suppressed: 'no-model-answer' });
  });
});

const LENGTH: Record<StreamName, readonly string[]> = {
  anthropic: ['"stop_reason":"max_tokens"', 'event: message_stop'],
  'openai-chat': ['"finish_reason":"length"', 'data: [DONE]'],
  'openai-responses': ['event: response.incomplete', '"reason":"max_output_tokens"'],
  gemini: ['"finishReason":"MAX_TOKENS"'],
};

describe('finish-length', () => {
  test.each(STREAM_NAMES)('%s ends in the middle and says why', async (name) => {
    const { body, isWhole } = await stream(name, { kind: 'finish-length' });
    expect(isWhole).toBe(true);
    expect(body).toContain('I order');
    expect(body).not.toContain('a pet');
    expect(body).not.toContain('place_order');
    for (const part of LENGTH[name]) expect(body).toContain(part);
    const text = await meetWhole(name, { kind: 'finish-length' });
    expect(text).toContain('"I order"');
    expect(text).toContain(name === 'openai-responses' ? '"status":"incomplete"' : LENGTH[name][0]);
  });
});

const REFUSED: Record<StreamName, string> = {
  anthropic: '"stop_reason":"refusal"',
  'openai-chat': '"refusal":"No."',
  'openai-responses': '"refusal":"No."',
  gemini: '"finishReason":"SAFETY"',
};

describe('refusal', () => {
  test.each(STREAM_NAMES)('%s says no in its own way', async (name) => {
    const fault = { kind: 'refusal', message: 'No.' } as const;
    const { body, isWhole } = await stream(name, fault);
    expect(isWhole).toBe(true);
    for (const said of ['I order', 'place_order']) expect(body).not.toContain(said);
    expect(body).toContain(REFUSED[name]);
    const text = await meetWhole(name, fault);
    expect(text).toContain(REFUSED[name]);
    expect(text).not.toContain('place_order');
  });
});
