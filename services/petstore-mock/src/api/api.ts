import type { Effect } from '@chaos-lab/contracts';
import type { Pending, Reply, RequestHead } from '../http/messages.ts';
import type { StoreRegistry } from '../state/store-registry.ts';
import { acceptRequest } from './accept-request.ts';
import type { OpenApiDocument } from './document.ts';
import { Exchange } from './exchange.ts';
import { createLocator } from './locate.ts';
import type { ApiOperation } from './operations.ts';

/** Told what happens, for metrics and logs. */
export type Observer = {
  readonly onReply: (reply: Reply) => void;
  readonly onEffect: (effect: Effect) => void;
  readonly onIdempotency: (result: 'first' | 'replayed' | 'mismatch' | 'in_progress') => void;
  readonly onError: (error: unknown) => void;
};

export type ApiDeps = {
  readonly document: OpenApiDocument;
  readonly operations: readonly ApiOperation[];
  readonly stores: StoreRegistry;
  readonly clock: { now(): number };
  readonly maxBodyBytes: number;
  readonly nextRequestId: () => string;
  readonly observer: Observer;
};

/** Takes the head of a request; gives the answer, or what is to be done with the body. */
export type Receive = (head: RequestHead) => Reply | Pending;

/** The Petstore API without its transport: every door hands its requests to this function. */
export function createApi(deps: ApiDeps): Receive {
  const locate = createLocator(deps.document, deps.operations);
  const counted = (reply: Reply): Reply => {
    deps.observer.onReply(reply);
    return reply;
  };
  return (head) => {
    const located = locate(head);
    if ('status' in located) return counted(located);
    const accepted = acceptRequest(head, located);
    if ('status' in accepted) return counted(accepted);
    const exchange = new Exchange(deps, accepted);
    const reply = exchange.start();
    if (reply !== undefined) return counted(reply);
    return {
      maxBytes: deps.maxBodyBytes,
      finish: (body) => counted(exchange.finish(body)),
      tooLarge: () => counted(exchange.tooLarge()),
      abandon: () => exchange.abandon(),
    };
  };
}
