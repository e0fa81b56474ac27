import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { addressOf, listen } from '@chaos-lab/service-kit';

export type Seen = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
};

export type Upstream = {
  readonly url: string;
  readonly port: number;
  readonly server: Server;
  /** Requests that arrived whole, in order. */
  readonly seen: Seen[];
  readonly close: () => Promise<void>;
};

/** A server on a free port that notes every request it read whole, then lets `answer` reply. */
export async function startUpstream(
  answer: RequestListener = (_request, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.end('{"id":7,"name":"rex"}');
  },
): Promise<Upstream> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers, rawHeaders } = request;
      seen.push({ method, url, headers, rawHeaders, body: Buffer.concat(chunks) });
      answer(request, response);
    });
  });
  await listen(server, { port: 0, host: '127.0.0.1', name: 'upstream' });
  const { url, port } = addressOf(server);
  return { url, port, server, seen, close: () => stop(server) };
}

/** Ends a server and every connection it has. */
export function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
