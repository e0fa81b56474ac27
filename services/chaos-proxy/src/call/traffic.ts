import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '@chaos-lab/service-kit';
import type { ClientPort } from '../client/client-port.ts';
import { type ClientRequest, parsedRequest } from '../client/client-request.ts';
import { lingerOverUpload } from '../client/linger.ts';
import { ParsedPort } from '../client/parsed-port.ts';
import { isSmall, readBody, SMALL_BODY_BYTES } from '../client/request-body.ts';
import { upgradePort } from '../client/upgrade-port.ts';
import type { ResponseSchemas } from '../openapi/response-schemas.ts';
import type { Decide, Injection, Ruling } from '../ruling.ts';
import type { Forwarder } from '../upstream/forwarder.ts';
import { type Admitted, admit, type Refused } from './admission.ts';
import { AnswerMemory } from './answer-memory.ts';
import { Call, type CallContext } from './call.ts';
import { factsOf, NO_BODY, outboundOf } from './exchange.ts';
import { inject } from './inject.ts';
import { type Inspect, inspectFirst } from './inspection.ts';
import type { OutboundHeaderOptions } from './outbound-headers.ts';
import { Places } from './places.ts';
import { problemAnswer } from './problem-answer.ts';
import { tunnel } from './tunnel.ts';

export type TrafficDeps = {
  readonly decide: Decide;
  readonly forwarder: Forwarder;
  readonly clock: Clock;
  /** Most connections that faults hold open at once. */
  readonly maxHeld: number;
  readonly headers: OutboundHeaderOptions;
  /** Looks at each request before anything is decided about it; none unless given. */
  readonly inspect?: Inspect | undefined;
  /** What faults that alter an answer hold it against; nothing unless given. */
  readonly responseSchemas?: ResponseSchemas | undefined;
  /** Told of a request that was refused before any decision. */
  readonly onRejected?: (status: number) => void;
  /** Told of an error of the proxy's own; the client's connection is broken by then. */
  readonly onError?: (error: unknown) => void;
};

/** Everything the proxy does on its traffic port. */
export type Traffic = {
  /** Takes one request, whoever read it, and answers it through its port. */
  readonly take: (request: ClientRequest, port: ClientPort) => void;
  /** The same for a request of node:http; also serves as a middleware of express. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** Takes a connection that asks for WebSocket. */
  readonly upgrade: (request: IncomingMessage, socket: Socket, head: Buffer) => void;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
  /** Connections that a fault holds open now. */
  readonly held: () => number;
};

export function createTraffic(deps: TrafficDeps): Traffic {
  const places = new Places(deps.maxHeld);
  const { clock, forwarder, responseSchemas } = deps;
  const onError = (error: unknown): void => deps.onError?.(error);
  const context: CallContext = {
    clock,
    forward: (outbound, sink) => forwarder.forward(outbound, sink),
    places,
    memory: new AnswerMemory(),
    responseSchemas,
    onError,
  };

  /** Whatever throws where no call can be told yet breaks this one connection. */
  const guarded = (port: ClientPort, act: () => void): void => {
    try {
      act();
    } catch (error) {
      onError(error);
      port.break();
    }
  };

  const refuse = (port: ClientPort, { status, code, detail }: Refused): void => {
    deps.onRejected?.(status);
    port.refuse(problemAnswer(status, code, detail));
  };

  const proceed = (
    request: ClientRequest,
    port: ClientPort,
    admitted: Admitted,
    body: Buffer | undefined,
  ): void => {
    if (port.isGone) return;
    const ruling = deps.decide(factsOf(request, admitted, body));
    begin(ruling, () => {
      const outbound = outboundOf(request, admitted, body, port.address, deps.headers);
      return new Call(outbound, ruling, port, context);
    });
  };

  const take = (request: ClientRequest, port: ClientPort): void =>
    guarded(port, () => {
      const admitted = admit(request);
      if ('code' in admitted) {
        refuse(port, admitted);
        return;
      }
      const { inspect } = deps;
      if (inspect === undefined) {
        gathered(request, (body) => guarded(port, () => proceed(request, port, admitted, body)));
        return;
      }
      inspectFirst(inspect, request, port, admitted.url, (refused, body) =>
        guarded(port, () => {
          if (refused !== null) refuse(port, refused);
          else if (body !== undefined) proceed(request, port, admitted, body);
          else
            gathered(request, (whole) =>
              guarded(port, () => proceed(request, port, admitted, whole)),
            );
        }),
      );
    });

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    lingerOverUpload(request, response);
    take(parsedRequest(request), new ParsedPort(response));
  };

  const upgrade = (message: IncomingMessage, socket: Socket, head: Buffer): void => {
    const port = upgradePort(socket);
    guarded(port, () => {
      const request = { ...parsedRequest(message), body: null };
      const admitted = admit(request);
      if ('code' in admitted) {
        refuse(port, admitted);
        return;
      }
      const ruling = deps.decide(factsOf(request, admitted, NO_BODY));
      begin(ruling, () => {
        const outbound = outboundOf(request, admitted, NO_BODY, port.address, deps.headers);
        const asked = { outbound, message, socket, head };
        const forward = tunnel(forwarder, asked, (): Call => call);
        const call = new Call(outbound, ruling, port, { ...context, forward, isTunnel: true });
        return call;
      });
    });
  };

  return { take, handle, upgrade, clock, onError, held: () => places.taken };
}

/** Makes the call of a ruling and does what was decided; what throws breaks this call. */
function begin(ruling: Ruling, make: () => Call): void {
  let call: Call;
  try {
    call = make();
  } catch (error) {
    ruling.settle({ end: 'proxy-failed', status: null, upstreamStatus: null, upstreamMs: null });
    throw error;
  }
  call.run(() => {
    const { injection, holdMs } = ruling;
    if (injection !== null || holdMs > 0) return obey(call, injection, holdMs);
    return call.pass();
  });
}

async function obey(call: Call, injection: Injection | null, holdMs: number): Promise<void> {
  if (holdMs > 0 && !(await call.wait(holdMs))) return;
  if (injection === null) call.pass();
  else await inject(call, injection);
}

/** Calls back with the whole body, or at once with undefined where it is long, or has to be asked for. */
function gathered(request: ClientRequest, then: (body: Buffer | undefined) => void): void {
  const { body, headers } = request;
  if (body === null) then(NO_BODY);
  else if (Buffer.isBuffer(body)) then(body);
  else if (!isSmall(request) || headers.expect !== undefined) then(undefined);
  else readBody(body, SMALL_BODY_BYTES, (whole) => then(whole ?? undefined));
}
