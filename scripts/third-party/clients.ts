import { readFileSync } from 'node:fs';
import axios, { type AxiosInstance } from 'axios';
import axiosRetry from 'axios-retry';
import OpenAI from 'openai';
import createClient from 'openapi-fetch';
import type { paths } from '../../examples/openapi-fetch-agent/petstore.d.ts';

export type Upstream = 'petstore' | 'chat';

/** A client as its README sets it up: pointed at a base URL, with nothing else changed. */
export type Client = {
  readonly name: string;
  readonly title: string;
  readonly upstream: Upstream;
  readonly call: 'GET' | 'POST';
  /** Makes one call as its user would write it. Throws or rejects where the user sees an error. */
  readonly run: (baseUrl: string) => Promise<unknown>;
};

const { devDependencies } = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { devDependencies: Readonly<Record<string, string>> };

const titled = (name: string): string => `${name} ${devDependencies[name]}`;

const ORDER = { petId: 1, quantity: 1, status: 'placed', complete: false } as const;

/** A status that is no success, for clients that leave it to their users to look. */
class StatusError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`status ${status}`);
    this.name = 'StatusError';
    this.status = status;
  }
}

async function fetched(answer: Promise<Response>): Promise<unknown> {
  const response = await answer;
  if (!response.ok) throw new StatusError(response.status);
  return response.json();
}

const withAxios = (make: (baseURL: string) => AxiosInstance) => ({
  get: (baseURL: string) => make(baseURL).get('/pet/1'),
  post: (baseURL: string) => make(baseURL).post('/store/order', ORDER),
});
const plain = withAxios((baseURL) => axios.create({ baseURL }));
const retrying = withAxios((baseURL) => {
  const client = axios.create({ baseURL });
  axiosRetry(client);
  return client;
});
/** As the README of axios-retry suggests for services that are often busy. */
const patient = withAxios((baseURL) => {
  const client = axios.create({ baseURL });
  axiosRetry(client, { retryDelay: (count, error) => axiosRetry.exponentialDelay(count, error) });
  return client;
});

async function generated<T>(
  answer: Promise<{ data?: T; response: { readonly status: number } }>,
): Promise<T> {
  const { data, response } = await answer;
  if (data === undefined) throw new StatusError(response.status);
  return data;
}

function bothCalls(
  name: string,
  title: string,
  run: Readonly<Record<'get' | 'post', Client['run']>>,
): Client[] {
  const common = { title, upstream: 'petstore' } as const;
  return [
    { ...common, name: `${name}.get`, call: 'GET', run: run.get },
    { ...common, name: `${name}.post`, call: 'POST', run: run.post },
  ];
}

export const CLIENTS: readonly Client[] = [
  ...bothCalls('fetch', 'fetch of Node', {
    get: (url) => fetched(fetch(`${url}/pet/1`)),
    post: (url) =>
      fetched(
        fetch(`${url}/store/order`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(ORDER),
        }),
      ),
  }),
  ...bothCalls('openapi-fetch', `${titled('openapi-fetch')}, generated types`, {
    get: (baseUrl) =>
      generated(
        createClient<paths>({ baseUrl }).GET('/pet/{petId}', { params: { path: { petId: 1 } } }),
      ),
    post: (baseUrl) =>
      generated(createClient<paths>({ baseUrl }).POST('/store/order', { body: ORDER })),
  }),
  ...bothCalls('axios', titled('axios'), plain),
  ...bothCalls('axios-retry', titled('axios-retry'), retrying),
  ...bothCalls('axios-retry-exp', `${titled('axios-retry')}, exponentialDelay`, patient),
  {
    name: 'openai.post',
    title: titled('openai'),
    upstream: 'chat',
    call: 'POST',
    run: (url) =>
      new OpenAI({ baseURL: url, apiKey: 'any', logLevel: 'off' }).chat.completions.create({
        model: 'local',
        messages: [{ role: 'user', content: 'Order a pet.' }],
      }),
  },
];
