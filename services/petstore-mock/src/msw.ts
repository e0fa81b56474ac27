import { PETSTORE_BASE_PATH } from '@chaos-lab/contracts';
import { operationsIn } from '@chaos-lab/openapi';
import { http, type HttpHandler, HttpResponse } from 'msw';
import type { Reply } from './http/messages.ts';
import { createPetstore, type Petstore, type PetstoreOptions } from './petstore.ts';

export { readLedger, readVerdict } from './ledger/read-ledger.ts';
export type { Petstore, PetstoreOptions } from './petstore.ts';

export type PetstoreHandlers = {
  readonly handlers: readonly HttpHandler[];
  /** What stands behind the handlers: for its ledgers, and to start over between tests. */
  readonly petstore: Petstore;
};

export type HandlersOptions = PetstoreOptions & {
  /** Where the API seems to be, anywhere unless told; without a slash at its end. */
  readonly baseUrl?: string;
};

/**
 * The Petstore as msw handlers, to be given to a `setupServer` or `setupWorker` of one's own: one
 * for every operation, and a last one that refuses what no operation takes.
 */
export function petstoreHandlers(options: HandlersOptions = {}): PetstoreHandlers {
  const { baseUrl = `*${PETSTORE_BASE_PATH}`, ...rest } = options;
  const petstore = createPetstore(rest);
  const toLocal = localUrl(baseUrl);
  const resolve = async ({ request }: { request: Request }): Promise<Response> =>
    toResponse(request.method, await answer(petstore, request, toLocal(request.url)));
  const handlers = operationsIn(petstore.document).map(({ method, path }) => {
    const name = method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
    return http[name](`${baseUrl}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`, resolve);
  });
  return { handlers: [...handlers, http.all(`${baseUrl}/*`, resolve)], petstore };
}

/** Moves a URL from where the API seems to be to where it is, and keeps a session prefix. */
function localUrl(baseUrl: string): (url: string) => string {
  const base = baseUrl.startsWith('*') ? baseUrl.slice(1) : new URL(baseUrl).pathname;
  return (url) => {
    const { pathname, search } = new URL(url);
    const at = Math.max(0, pathname.indexOf(`${base}/`));
    const prefix = /^\/~[^/]*$/.exec(pathname.slice(0, at))?.[0] ?? '';
    return `${prefix}${PETSTORE_BASE_PATH}${pathname.slice(at + base.length)}${search}`;
  };
}

async function answer(petstore: Petstore, request: Request, url: string): Promise<Reply> {
  const headers: Record<string, string> = Object.fromEntries(request.headers);
  // A Request has a body or none; how long it is stands in no header until it is sent.
  if (request.body !== null) headers['transfer-encoding'] = 'chunked';
  const result = petstore.receive({ method: request.method, url, headers });
  if ('status' in result) return result;
  let body: ArrayBuffer;
  try {
    body = await request.arrayBuffer();
  } catch (error) {
    result.abandon();
    throw error;
  }
  const bytes = new Uint8Array(body);
  return bytes.length > result.maxBytes ? result.tooLarge() : result.finish(bytes);
}

const toResponse = (method: string, { status, headers, body }: Reply): Response =>
  new HttpResponse(method === 'HEAD' ? null : body, { status, headers: { ...headers } });
