import type { Pending, Reply, RequestHead } from '../http/messages.ts';
import { acceptRequest } from './accept-request.ts';
import type { ApiDeps } from './deps.ts';
import { Exchange } from './exchange.ts';
import { createLocator } from './locate.ts';

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
