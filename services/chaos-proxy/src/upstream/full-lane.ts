import { type Agent, type ClientRequest, type IncomingMessage, ServerResponse } from 'node:http';
import { answerHead } from './answer-head.ts';
import type { Flight } from './flight.ts';
import type { Flow, Outbound, RawHeaders } from './forwarder.ts';
import { PatientAgent, PatientSecureAgent } from './patient-socket.ts';
import { CONNECT_TIMEOUT_MS, MAX_HEAD_BYTES, type Target } from './target.ts';
import { InvalidStatusError, isFinal } from './status.ts';
import { UpstreamTimeoutError, upstreamFailure } from './upstream-failure.ts';

/** A new connection for every request, so that none meets one that the upstream is closing. */
export function fullLaneAgent({ url, tls }: Target): Agent {
  const options = { keepAlive: false, maxHeaderSize: MAX_HEAD_BYTES };
  return url.protocol === 'https:'
    ? new PatientSecureAgent({ ...options, ...tls })
    : new PatientAgent(options);
}

/**
 * A response that leads nowhere. http-proxy-middleware would write to the client's own response in
 * its own way, and end it cleanly where an upstream breaks off; what the client gets is decided here.
 */
export function standIn(request: IncomingMessage): ServerResponse {
  return new ServerResponse(request);
}

/** Prepares the outgoing request of the package's own `web` pass. */
export function sendFully(request: ClientRequest, flight: Flight, target: Target): void {
  const { outbound, sink } = flight;
  writeHead(request, outbound, target);
  limitWait(request, target.timeoutMs);
  request.on('information', ({ statusCode, rawHeaders }) => sink.interim(statusCode, rawHeaders));
  const { body, client } = outbound;
  if (Buffer.isBuffer(body)) request.write(body);
  if (body === null || Buffer.isBuffer(body)) return;
  body.once('end', () => {
    if (body.rawTrailers.length > 0) request.addTrailers(pairs(body.rawTrailers));
  });
  if (!outbound.expectContinue) return;
  request.setHeader('Expect', '100-continue');
  request.once('continue', () => client?.response.writeContinue());
  request.flushHeaders();
}

/** Replaces whatever head the package made by that of the flight. */
export function writeHead(request: ClientRequest, outbound: Outbound, target: Target): void {
  for (const name of request.getHeaderNames()) request.removeHeader(name);
  request.path = target.basePath + outbound.path;
  request.setHeader('Host', target.url.host);
  const streams = outbound.body !== null && !Buffer.isBuffer(outbound.body);
  for (const [name, values] of grouped(outbound.headers)) {
    // A body that was gathered leaves with its length, and nothing can follow it.
    if (streams || name.toLowerCase() !== 'trailer') request.setHeader(name, values);
  }
  if (outbound.chunked && streams) request.setHeader('Transfer-Encoding', 'chunked');
}

/** Hands the answer of the package's own `web` pass to the sink; `release` follows its last piece. */
export function receiveFully(answer: IncomingMessage, flight: Flight, release: () => void): Flow {
  const { sink } = flight;
  const { statusCode = 502, statusMessage = '', rawHeaders } = answer;
  let over = false;
  const fail = (error: unknown): void => {
    if (over) return;
    over = true;
    sink.fail(upstreamFailure(error));
  };
  const flow: Flow = {
    pause: () => answer.pause(),
    resume: () => answer.resume(),
    abort: () => answer.destroy(),
  };
  if (!isFinal(statusCode)) {
    answer.on('error', () => {});
    answer.on('close', release);
    fail(new InvalidStatusError(statusCode));
    answer.destroy();
    return flow;
  }
  sink.head(answerHead(statusCode, statusMessage, rawHeaders), flow);
  answer.on('data', (chunk: Buffer) => sink.data(chunk));
  answer.on('end', () => {
    if (!answer.complete || over) return;
    over = true;
    sink.end(answer.rawTrailers);
  });
  answer.on('error', fail);
  answer.on('close', () => {
    fail(Object.assign(new Error('closed early'), { code: 'ECONNRESET' }));
    release();
  });
  return flow;
}

function limitWait(request: ClientRequest, timeoutMs: number): void {
  const { socket } = request;
  const expire = (ms: number) => () => request.destroy(new UpstreamTimeoutError(ms));
  let timer: NodeJS.Timeout | undefined;
  if (socket?.connecting === true) {
    timer = setTimeout(expire(CONNECT_TIMEOUT_MS), CONNECT_TIMEOUT_MS);
    socket.once('connect', () => clearTimeout(timer));
  }
  request.once('finish', () => {
    clearTimeout(timer);
    timer = setTimeout(expire(timeoutMs), timeoutMs);
  });
  request.once('response', () => clearTimeout(timer));
  request.once('close', () => clearTimeout(timer));
}

/** Values by name, so that a repeated field stays repeated. */
function grouped(raw: RawHeaders): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  const names = new Map<string, string>();
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const written = raw[i] as string;
    const name = names.get(written.toLowerCase()) ?? written;
    names.set(written.toLowerCase(), name);
    fields.set(name, [...(fields.get(name) ?? []), raw[i + 1] as string]);
  }
  return fields;
}

function pairs(raw: RawHeaders): [string, string][] {
  return Array.from({ length: raw.length / 2 }, (_, i) => [
    raw[2 * i] as string,
    raw[2 * i + 1] as string,
  ]);
}
