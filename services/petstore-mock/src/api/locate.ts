import type { Identity } from '@chaos-lab/contracts';
import { addressOf } from '../http/identity.ts';
import type { Reply, RequestHead } from '../http/messages.ts';
import { NO_OPERATION, problemReply, refusal } from '../http/replies.ts';
import { JSON_TYPE } from '../media/codecs.ts';
import type { OpenApiDocument } from './document.ts';
import type { ApiOperation } from './operations.ts';
import { createRouter, type Match } from './router.ts';

/** A request by whom it comes from and what it asks for. */
export type Located = {
  readonly identity: Identity;
  /** Path without session prefix and query. */
  readonly path: string;
  readonly query: URLSearchParams | undefined;
  readonly operation: ApiOperation;
  readonly pathValues: Readonly<Record<string, string>>;
};

/** Finds the client and the operation of a request; gives the answer where there is no operation. */
export function createLocator(
  document: OpenApiDocument,
  operations: readonly ApiOperation[],
): (head: RequestHead) => Located | Reply {
  const route = createRouter(operations);
  const base = document.servers[0]?.url ?? '';
  const documentReply: Reply = {
    operation: 'openapi',
    status: 200,
    headers: { 'Content-Type': JSON_TYPE },
    body: JSON.stringify(document),
  };

  return (head) => {
    const addressed = addressOf(head);
    if (!('identity' in addressed)) {
      return refusal(NO_OPERATION, head.url, 400, 'session-name', [addressed]);
    }
    const { identity, url } = addressed;
    const end = url.indexOf('?');
    const path = end === -1 ? url : url.slice(0, end);
    const local = path.startsWith(`${base}/`) ? path.slice(base.length) : undefined;

    let match: Match;
    try {
      match = local === undefined ? undefined : route(head.method, local);
    } catch {
      const issue = { path: 'path', message: 'the percent-encoding is broken' };
      return refusal(NO_OPERATION, path, 400, 'bad-request', [issue]);
    }
    if (match === undefined) {
      const isRead = head.method === 'GET' || head.method === 'HEAD';
      if (local === '/openapi.json' && isRead) return documentReply;
      return unknownPath(path, base);
    }
    if (!match.found) return wrongMethod(head.method, match.allowed, path);
    const query = end === -1 ? undefined : new URLSearchParams(url.slice(end + 1));
    return { identity, path, query, operation: match.operation, pathValues: match.path };
  };
}

const unknownPath = (path: string, base: string): Reply =>
  problemReply({
    operation: NO_OPERATION,
    status: 404,
    code: 'not-found',
    detail: `nothing answers at ${path}: expected a path of the document at ${base}/openapi.json`,
    instance: path,
  });

function wrongMethod(method: string, allowed: readonly string[], instance: string): Reply {
  const headers = { Allow: [...allowed, 'OPTIONS'].join(', ') };
  if (method === 'OPTIONS') return { operation: NO_OPERATION, status: 204, headers, body: null };
  return problemReply({
    operation: NO_OPERATION,
    status: 405,
    code: 'method-not-allowed',
    detail: `${method} is not possible here: expected ${allowed.join(' or ')}`,
    instance,
    headers,
  });
}
