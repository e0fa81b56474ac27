import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '@chaos-lab/service-kit';
import type { Forwarder, Outbound } from '../forward/forwarder.ts';
import type { Decide, RequestFacts } from '../ruling.ts';
import { type Admitted, admit } from './admission.ts';
import { AnswerMemory } from './answer-memory.ts';
import { Call, type CallContext } from './call.ts';
import { inject } from './inject.ts';
import { type OutboundHeaderOptions, outboundHeaders } from './outbound-headers.ts';
import { Places } from './places.ts';
import { problemAnswer } from './problem-answer.ts';

export type TrafficDeps = {
  readonly decide: Decide;
  readonly forwarder: Forwarder;
  readonly clock: Clock;
  /** Most connections that faults hold open at once. */
  readonly maxHeld: number;
  readonly headers: OutboundHeaderOptions;
  /** Told of a request that was refused before any decision. */
  readonly onRejected?: (status: number) => void;
  /** Told of an error of the proxy's own; the client's connection is broken by then. */
  readonly onError?: (error: unknown) => void;
};

/** Everything the proxy does on its traffic port. */
export type Traffic = {
  /** Answers one request of node:http; also serves as a middleware of express. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** Connections that a fault holds open now. */
  readonly held: () => number;
};

export function createTraffic(deps: TrafficDeps): Traffic {
  const places = new Places(deps.maxHeld);
  const context: CallContext = {
    clock: deps.clock,
    forwarder: deps.forwarder,
    places,
    memory: new AnswerMemory(),
  };

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const admitted = admit(request);
    if ('code' in admitted) {
      deps.onRejected?.(admitted.status);
      refuse(response, problemAnswer(admitted.status, admitted.code, admitted.detail));
      return;
    }
    const ruling = deps.decide(factsOf(request, admitted));
    const call = new Call(outboundOf(request, response, admitted, deps.headers), ruling, context);
    const { injection, holdMs } = ruling;
    if (injection === null && holdMs === 0) {
      call.pass();
      return;
    }
    void act(call, ruling).catch((error: unknown) => {
      deps.onError?.(error);
      response.destroy();
    });
  };

  return { handle, held: () => places.taken };
}

async function act(call: Call, { injection, holdMs }: ReturnType<Decide>): Promise<void> {
  if (holdMs > 0 && !(await call.wait(holdMs))) return;
  if (injection === null) call.pass();
  else await inject(call, injection);
}

function factsOf(request: IncomingMessage, { identity, url, attempt }: Admitted): RequestFacts {
  const query = url.indexOf('?');
  const traceparent = request.headers['traceparent'];
  return {
    method: request.method ?? 'GET',
    path: query < 0 ? url : url.slice(0, query),
    headers: request.headers,
    identity,
    attempt,
    traceparent: typeof traceparent === 'string' ? traceparent : null,
  };
}

function outboundOf(
  request: IncomingMessage,
  response: ServerResponse,
  admitted: Admitted,
  options: OutboundHeaderOptions,
): Outbound {
  const { headers } = request;
  const hasBody =
    headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  return {
    method: request.method ?? 'GET',
    path: admitted.url,
    headers: outboundHeaders(request, admitted, options),
    body: hasBody ? request : null,
    expectContinue: headers.expect !== undefined,
    request,
    response,
  };
}

function refuse(response: ServerResponse, answer: ReturnType<typeof problemAnswer>): void {
  const body = Buffer.from(answer.body);
  response.shouldKeepAlive = false;
  response.writeHead(answer.status, [...answer.headers, 'Content-Length', String(body.length)]);
  response.end(body);
}
