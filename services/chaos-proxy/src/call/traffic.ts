import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '@chaos-lab/service-kit';
import type { MadeAnswer } from '../faults/fault.ts';
import type { Forwarder } from '../upstream/forwarder.ts';
import type { ResponseSchemas } from '../openapi/response-schemas.ts';
import type { OpenCall, PlainHost, PlainWire } from '../client/plain-connection.ts';
import type { PlainRequest } from '../client/plain-request.ts';
import type { Decide, Ruling } from '../ruling.ts';
import { type Admitted, admit, type Refused } from './admission.ts';
import { AnswerMemory } from './answer-memory.ts';
import { Call, type CallContext } from './call.ts';
import { DecidedBefore } from './decided-before.ts';
import { factsOf, hasBody, NO_BODY, outboundOf, plainOutboundOf } from './exchange.ts';
import { inject } from './inject.ts';
import { type Inspect, inspectFirst } from './inspection.ts';
import type { OutboundHeaderOptions } from './outbound-headers.ts';
import { lingerOverUpload } from '../client/linger.ts';
import { Places } from './places.ts';
import { PlainCall } from './plain-call.ts';
import { problemAnswer } from './problem-answer.ts';
import { isSmall, readBody, SMALL_BODY_BYTES } from '../client/request-body.ts';
import { rawAnswer, tunnel } from './tunnel.ts';

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
  /** Answers one request of node:http; also serves as a middleware of express. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** Takes a connection that asks for WebSocket. */
  readonly upgrade: (request: IncomingMessage, socket: Socket, head: Buffer) => void;
  /** Takes a plain request; null where the full parser has to take it. None where each needs it. */
  readonly plain: PlainHost['take'] | null;
  readonly clock: Clock;
  /** Connections that a fault holds open now. */
  readonly held: () => number;
};

export function createTraffic(deps: TrafficDeps): Traffic {
  const places = new Places(deps.maxHeld);
  const { clock, forwarder, responseSchemas } = deps;
  const memory = new AnswerMemory();
  const context: CallContext = { clock, forwarder, places, memory, responseSchemas };

  const decided = new DecidedBefore();

  const refusal = ({ status, code, detail }: Refused): MadeAnswer => {
    deps.onRejected?.(status);
    return problemAnswer(status, code, detail);
  };

  const act = async (call: Call, { injection, holdMs }: Ruling): Promise<void> => {
    try {
      if (holdMs > 0 && !(await call.wait(holdMs))) return;
      if (injection === null) call.pass();
      else await inject(call, injection);
    } catch (error) {
      deps.onError?.(error);
      call.response.destroy();
    }
  };

  const proceed = (
    request: IncomingMessage,
    response: ServerResponse,
    admitted: Admitted,
    body?: Buffer,
  ): void => {
    const ruling = decided.take(request.socket) ?? deps.decide(factsOf(request, admitted, body));
    const outbound = outboundOf({ request, response }, admitted, deps.headers);
    if (body !== undefined && outbound.body !== null) {
      Object.assign(outbound, { body, expectContinue: false });
    }
    const call = new Call(outbound, ruling, context);
    if (ruling.injection === null && ruling.holdMs === 0) call.pass();
    else void act(call, ruling);
  };

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    lingerOverUpload(request, response);
    const admitted = admit(request);
    if ('code' in admitted) {
      refuse(response, refusal(admitted));
      return;
    }
    if (deps.inspect === undefined) {
      gathered(request, (body) => proceed(request, response, admitted, body));
      return;
    }
    inspectFirst(deps.inspect, request, response, admitted.url, (refused, body) => {
      if (refused !== null) refuse(response, refusal(refused));
      else if (body !== undefined) proceed(request, response, admitted, body);
      else gathered(request, (whole) => proceed(request, response, admitted, whole));
    });
  };

  const openTunnel = (
    request: IncomingMessage,
    socket: Socket,
    head: Buffer,
    admitted: Admitted,
  ): void => {
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.once('finish', () => socket.destroySoon());
    const ruling = deps.decide(factsOf(request, admitted, NO_BODY));
    const outbound = outboundOf({ request, response }, admitted, deps.headers);
    const through = tunnel(forwarder, { outbound, socket, head }, () => call);
    const call = new Call(outbound, ruling, { ...context, forwarder: through });
    if (ruling.injection === null || ruling.injection.phase === 'before') {
      void act(call, ruling);
      return;
    }
    // A tunnel has no answer that could be held back or damaged.
    call.suppress('phase-impossible');
    void act(call, { ...ruling, injection: null });
  };

  const upgrade = (request: IncomingMessage, socket: Socket, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    const admitted = admit(request);
    if ('code' in admitted) socket.end(rawAnswer(refusal(admitted)));
    else openTunnel(request, socket, head, admitted);
  };

  /** A request that a fault was decided for goes on as any other: the full parser reads it again. */
  const plain = (request: PlainRequest, wire: PlainWire): OpenCall | null => {
    const admitted = admit(request);
    if ('code' in admitted) return null;
    const ruling = deps.decide(factsOf(request, admitted, request.body ?? NO_BODY));
    if (!isCalm(ruling)) {
      decided.keep(wire.socket, ruling);
      return null;
    }
    const call = new PlainCall(wire, ruling, request.method, clock);
    const { remoteAddress } = wire.socket;
    const outbound = plainOutboundOf(request, admitted, remoteAddress, deps.headers);
    call.begun(forwarder.forward(outbound, call));
    return call;
  };

  const takesPlain = deps.inspect === undefined && !forwarder.needsMessages;
  return { handle, upgrade, plain: takesPlain ? plain : null, clock, held: () => places.taken };
}

/** Calls back with the whole body, or at once with undefined where it is long, or waits to be asked for. */
function gathered(request: IncomingMessage, then: (body: Buffer | undefined) => void): void {
  if (!hasBody(request)) then(NO_BODY);
  else if (!isSmall(request) || request.headers.expect !== undefined) then(undefined);
  else readBody(request, SMALL_BODY_BYTES, (body) => then(body ?? undefined));
}

/** Whether the client gets the upstream's answer, at once and as it is. */
function isCalm({ injection, holdMs, reveal, keepAnswers }: Ruling): boolean {
  return injection === null && holdMs === 0 && !reveal && keepAnswers !== true;
}

/** Refuses a request whose framing or sender cannot be trusted, so its connection ends with it. */
function refuse(response: ServerResponse, { status, headers, body }: MadeAnswer): void {
  response.shouldKeepAlive = false;
  response.writeHead(status, [...headers, 'Content-Length', String(Buffer.byteLength(body))]);
  response.end(body);
}
