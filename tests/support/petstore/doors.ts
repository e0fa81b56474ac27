import { createServer } from 'node:http';
import {
  createApp,
  createPetstore,
  type Petstore,
  type PetstoreOptions,
} from '@chaos-lab/petstore-mock';
import { petstoreHandlers } from '@chaos-lab/petstore-mock/msw';
import { closeServer, listen } from '@chaos-lab/service-kit';
import { getResponse } from 'msw';
import { onTestFinished } from 'vitest';

/** A petstore behind one of its doors. Paths are below `/api/v3` unless they begin with `/~`. */
export type OpenDoor = {
  readonly petstore: Petstore;
  readonly call: (method: string, path: string, init?: Call) => Promise<Answer>;
};

export type Call = {
  readonly headers?: Readonly<Record<string, string>>;
  /** An object becomes JSON, with its content type. */
  readonly body?: object | string | Uint8Array<ArrayBuffer> | ReadableStream;
};

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, undefined where it is none. */
  readonly json: unknown;
};

type Door = readonly [name: string, open: (options?: PetstoreOptions) => Promise<OpenDoor>];

const served: Door = [
  'over HTTP',
  async (options) => {
    const petstore = createPetstore(options);
    const server = createServer(createApp({ petstore }));
    const { url } = await listen(server, { port: 0, host: '127.0.0.1', name: 'petstore' });
    onTestFinished(() => closeServer(server, 100));
    return { petstore, call: callBy((request) => fetch(request), url) };
  },
];

const inProcess: Door = [
  'as msw handlers',
  (options) => {
    const { petstore, handlers } = petstoreHandlers(options);
    const send = async (request: Request): Promise<Response> => {
      const response = await getResponse([...handlers], request);
      if (response === undefined) throw new Error(`no handler took ${request.url}`);
      return response;
    };
    return Promise.resolve({ petstore, call: callBy(send, 'http://petstore.test') });
  },
];

export const DOORS: readonly Door[] = [served, inProcess];

function callBy(send: (request: Request) => Promise<Response>, base: string): OpenDoor['call'] {
  return async (method, path, init = {}) => {
    const url = path.startsWith('/~') ? `${base}${path}` : `${base}/api/v3${path}`;
    const response = await send(new Request(url, { method, ...bodyOf(init) }));
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  };
}

function bodyOf({ headers = {}, body }: Call): RequestInit {
  if (body === undefined) return { headers };
  if (body instanceof ReadableStream) return { headers, body, duplex: 'half' };
  if (typeof body === 'string' || body instanceof Uint8Array) return { headers, body };
  return {
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
