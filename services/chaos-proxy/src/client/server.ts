import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { serverLimits } from '@chaos-lab/service-kit';
import { readPlainRequestsFirst } from './front.ts';
import { problemAnswer } from '../call/problem-answer.ts';
import type { Traffic } from '../call/traffic.ts';
import { pendingResponse } from '../node-internals/pending-response.ts';
import { lastAnswerText } from './answer-text.ts';

export type TrafficServerOptions = {
  /** Takes the requests in place of the traffic itself, as an express app around it does. */
  readonly listener?: RequestListener;
  /** Most bytes of a request's head. */
  readonly maxHeaderBytes?: number;
  /** How long an idle connection of a client stays open, ms. */
  readonly keepAliveTimeoutMs?: number;
  /** Who reads requests first: a reader for plain ones, or node's parser at once. */
  readonly front?: 'plain' | 'node';
  /** Told of a connection whose bytes were no HTTP. */
  readonly onRejected?: (status: number) => void;
};

/** The traffic port's server, not listening: strict in what it takes, patient with what is valid. */
export function createTrafficServer(traffic: Traffic, options: TrafficServerOptions = {}): Server {
  const { listener = traffic.handle, keepAliveTimeoutMs, maxHeaderBytes = 65_536 } = options;
  const server = createServer({
    ...serverLimits({ maxHeaderBytes, ...(keepAliveTimeoutMs && { keepAliveTimeoutMs }) }),
    // An upload may take as long as it takes; the client's patience decides.
    requestTimeout: 0,
    insecureHTTPParser: false,
    // Any other protocol is ignored, as RFC 9110 section 7.8 allows, and never tunnelled.
    shouldUpgradeCallback: asksForWebSocket,
  });
  server.on('request', listener);
  server.on('checkContinue', listener);
  server.on('upgrade', traffic.upgrade);
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    // Node has given the socket away by now, and with it whatever listened for errors.
    socket.on('error', () => socket.destroy());
    options.onRejected?.(405);
    const detail =
      'CONNECT is not served here: this proxy stands before one upstream; ' +
      'set it as the base URL of the client instead of as its proxy';
    socket.end(lastAnswerText(problemAnswer(405, 'method-not-allowed', detail)), 'latin1');
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (!socket.writable || error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const pending = pendingResponse(socket);
    if (pending !== undefined && (pending.req.complete || pending.headersSent)) {
      // Bytes written now would be taken for a part of the answer to an earlier, valid request.
      pending.once('finish', () => socket.destroy());
      return;
    }
    const answer = refusalOf(error);
    options.onRejected?.(answer.status);
    socket.end(lastAnswerText(answer), 'latin1', () => socket.destroy());
  });
  const { front = 'plain' } = options;
  if (front === 'plain' && options.listener === undefined) {
    readPlainRequestsFirst(server, traffic);
  }
  return server;
}

function asksForWebSocket({ method, headers, httpVersion }: IncomingMessage): boolean {
  return (
    httpVersion === '1.1' &&
    method === 'GET' &&
    headers.upgrade?.toLowerCase() === 'websocket' &&
    headers['content-length'] === undefined &&
    headers['transfer-encoding'] === undefined
  );
}

function refusalOf({ code, message }: NodeJS.ErrnoException): ReturnType<typeof problemAnswer> {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return problemAnswer(431, 'headers-too-large', 'the head of the request is too large');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return problemAnswer(408, 'bad-request', 'the head of the request did not come in time');
    default:
      return problemAnswer(400, 'bad-request', `the request is no valid HTTP: ${message}`);
  }
}
