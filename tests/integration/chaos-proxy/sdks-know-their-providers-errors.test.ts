import Anthropic from '@anthropic-ai/sdk';
import { PRESET_KINDS } from '@chaos-lab/contracts';
import OpenAI, { AzureOpenAI } from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shortFault } from '../../../services/chaos-proxy/src/scenario/short-form.ts';
import { STREAMS, streaming, WHOLE } from '../../support/model-streams.ts';
import { startUpstream } from '../../support/upstream.ts';
import { startWireProxy, type WireProxy } from '../../support/wire-proxy.ts';

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let proxy: WireProxy;

/** Every request meets the fault whose name is its key. */
beforeAll(async () => {
  upstream = await startUpstream((request, response) => {
    const isAnthropic = request.url?.includes('/messages') === true;
    const name = isAnthropic
      ? 'anthropic'
      : request.url?.includes('/responses')
        ? 'openai-responses'
        : 'openai-chat';
    if (request.headers['x-stream'] !== undefined) streaming(STREAMS[name])(request, response);
    else
      response
        .writeHead(200, { 'Content-Type': 'application/json' })
        .end(JSON.stringify(WHOLE[name]));
  });
  proxy = await startWireProxy({
    target: upstream.url,
    fault: ({ headers }) => ({ ...shortFault(String(headers['x-fault'])) }),
  });
});
afterAll(async () => {
  await proxy.close();
  await upstream.close();
});

type Seen = { readonly name: string; readonly status: unknown; readonly calls: number };

async function seen(fault: string, run: () => Promise<unknown>): Promise<Seen> {
  const error = await run().then(
    () => ({ constructor: { name: 'no error' } }),
    (thrown: unknown) => thrown as Error & { status?: number },
  );
  const calls = proxy.facts.filter(({ headers }) => headers['x-fault'] === fault).length;
  return {
    name: error.constructor.name,
    status: 'status' in error ? error.status : undefined,
    calls,
  };
}

const TEXT = [{ role: 'user' as const, content: 'Order a pet.' }];
const openai = (fault: string) =>
  new OpenAI({
    apiKey: 'none',
    baseURL: `${proxy.url}/v1`,
    logLevel: 'off',
    defaultHeaders: { 'x-fault': fault },
  });
const azure = (fault: string) =>
  new AzureOpenAI({
    apiKey: 'none',
    endpoint: proxy.url,
    apiVersion: '2024-10-21',
    deployment: 'd',
    logLevel: 'off',
    defaultHeaders: { 'x-fault': fault },
  });
const anthropic = (fault: string) =>
  new Anthropic({
    apiKey: 'none',
    baseURL: proxy.url,
    logLevel: 'off',
    defaultHeaders: { 'x-fault': fault },
  });
const message = { model: 'm', max_tokens: 10, messages: TEXT };
const streamed = { headers: { 'x-stream': '1' } };

/** What the SDK throws, the status that it tells, and how often it has asked: three times where it retries. */
const EXPECTED: Readonly<Record<string, readonly [string, number | undefined, number]>> = {
  'anthropic-400': ['BadRequestError', 400, 1],
  'anthropic-401': ['AuthenticationError', 401, 1],
  'anthropic-402': ['PaymentRequiredError', 402, 1],
  'anthropic-403': ['PermissionDeniedError', 403, 1],
  'anthropic-404': ['NotFoundError', 404, 1],
  'anthropic-413': ['ContentTooLargeError', 413, 1],
  'anthropic-429': ['RateLimitError', 429, 3],
  'anthropic-500': ['InternalServerError', 500, 3],
  'anthropic-504': ['GatewayTimeoutError', 504, 3],
  'anthropic-529': ['OverloadedError', 529, 3],
  'anthropic-stream-529': ['APIError', undefined, 1],
  'openai-400': ['BadRequestError', 400, 1],
  'openai-401': ['AuthenticationError', 401, 1],
  'openai-429': ['RateLimitError', 429, 3],
  // It gives up waiting for an hour and waits as if nobody had asked it to.
  'openai-429-hour': ['RateLimitError', 429, 3],
  // It does not tell a quota that is used up from a limit of the rate.
  'openai-429-quota': ['RateLimitError', 429, 3],
  'openai-429-credit': ['RateLimitError', 429, 3],
  'openai-500': ['InternalServerError', 500, 3],
  'openai-503': ['InternalServerError', 503, 3],
  'openai-stream-error': ['APIError', undefined, 1],
  'openai-responses-error': ['APIError', undefined, 1],
  // The event is handed over as any other.
  'openai-responses-failed': ['no error', undefined, 1],
  'azure-openai-400': ['BadRequestError', 400, 1],
  'azure-openai-429': ['RateLimitError', 429, 3],
  'azure-openai-503': ['InternalServerError', 503, 3],
  'openrouter-402': ['APIError', 402, 1],
  'openrouter-429': ['RateLimitError', 429, 3],
  'openrouter-502': ['InternalServerError', 502, 3],
  // It looks at the status only.
  'openrouter-200': ['no error', undefined, 1],
  'openrouter-stream-502': ['APIError', undefined, 1],
};

async function drain(stream: AsyncIterable<unknown>): Promise<void> {
  const iterator = stream[Symbol.asyncIterator]();
  while (!(await iterator.next()).done);
}

function run(fault: string): Promise<unknown> {
  if (fault === 'anthropic-stream-529') {
    return anthropic(fault)
      .messages.create({ ...message, stream: true }, streamed)
      .then(drain);
  }
  if (fault.startsWith('anthropic')) return anthropic(fault).messages.create(message);
  if (fault.startsWith('azure'))
    return azure(fault).chat.completions.create({ model: 'm', messages: TEXT });
  if (fault.startsWith('openai-responses')) {
    return openai(fault)
      .responses.create({ model: 'm', input: 'x', stream: true }, streamed)
      .then(drain);
  }
  if (fault.includes('stream')) {
    return openai(fault)
      .chat.completions.create({ model: 'm', messages: TEXT, stream: true }, streamed)
      .then(drain);
  }
  return openai(fault).chat.completions.create({ model: 'm', messages: TEXT });
}

test.concurrent.each(Object.entries(EXPECTED))('%s', async (fault, [name, status, calls]) => {
  expect(await seen(fault, () => run(fault))).toEqual({ name, status, calls });
});

test('an hour of Retry-After is an hour of sleep for the SDK of Anthropic', async () => {
  const fault = 'anthropic-429-hour';
  const abort = new AbortController();
  const call = seen(fault, () =>
    anthropic(fault).messages.create(message, { signal: abort.signal }),
  );
  // Its own back-off would have asked again after half a second at most.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  abort.abort();
  expect(await call).toMatchObject({ name: 'APIUserAbortError', calls: 1 });
});

test('every preset of these SDKs is met', () => {
  const theirs = Object.keys(PRESET_KINDS).filter(
    (name) =>
      /^(?:anthropic|openai|azure-openai|openrouter)-/.test(name) && !name.endsWith('-quota'),
  );
  const met = new Set([...Object.keys(EXPECTED), 'anthropic-429-hour']);
  expect(theirs.filter((name) => !met.has(name))).toEqual([]);
});
