import type { Identity } from '@chaos-lab/contracts';
import { addressOf } from '../http/identity.ts';
import type { Reply, RequestHead } from '../http/messages.ts';
import { NO_OPERATION, problemReply, refusal } from '../http/replies.ts';
import { JSON_TYPE } from '../media/codecs.ts';
import { type Found, type OpenApiDocument, PathTree } from '@chaos-lab/openapi';
import type { ApiOperation } from './operations.ts';

/** A request by whom it comes from and what it asks for. */
export type Located = {
  readonly identity: Identity;
  /** Path without session prefix and query. */
  readonly path: string;
  readonly query: URLSearchParams | undefined;
  readonly operation: ApiOperation;
  /** Decoded texts of the variables in the path, in the order of the template. */
  readonly pathValues: readonly string[];
};

/** Finds the client and the operation of a request; gives the answer where there is no operation. */
export function createLocator(
  document: OpenApiDocument,
  operations: readonly ApiOperation[],
): (head: RequestHead) => Located | Reply {
  const tree = treeOf(operations);
  const base = document.servers?.[0]?.url ?? '';
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

    const found = local === undefined ? undefined : tree.find(local);
    if (found === undefined) {
      const isRead = head.method === 'GET' || head.method === 'HEAD';
      if (local === '/openapi.json' && isRead) return documentReply;
      return unknownPath(path, base);
    }
    const operation = found.methods.get(head.method);
    if (operation === undefined) return wrongMethod(head.method, [...found.methods.keys()], path);
    const pathValues = valuesOf(found);
    if (pathValues === undefined) {
      const issue = { path: 'path', message: 'the percent-encoding is broken' };
      return refusal(NO_OPERATION, path, 400, 'bad-request', [issue]);
    }
    const query = end === -1 ? undefined : new URLSearchParams(url.slice(end + 1));
    return { identity, path, query, operation, pathValues };
  };
}

function treeOf(operations: readonly ApiOperation[]): PathTree<ApiOperation> {
  const tree = new PathTree<ApiOperation>();
  for (const operation of operations) {
    tree.add(operation.method, operation.path, operation);
    if (operation.method === 'GET') tree.add('HEAD', operation.path, operation);
  }
  return tree;
}

function valuesOf({ values }: Found<unknown>): readonly string[] | undefined {
  try {
    return values.map((text) => (text.includes('%') ? decodeURIComponent(text) : text));
  } catch {
    return undefined;
  }
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
