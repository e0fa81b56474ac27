import { createServer, type ServerResponse } from 'node:http';
import { type Dispatcher, Pool } from 'undici';
import { announce, targetFromArguments } from '../announce.ts';

// The leanest forwarder that still streams: node:http in front, Pool.dispatch behind, nothing else.
const pool = new Pool(targetFromArguments().origin);
const DROPPED = new Set(['connection', 'keep-alive', 'transfer-encoding', 'host', 'upgrade', 'te']);

class Handler implements Dispatcher.DispatchHandler {
  readonly #response: ServerResponse;
  #length = -1;
  #done = false;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  onRequestStart(): void {}

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    const headers: string[] = [];
    const raw = controller.rawHeaders as Buffer[];
    for (let i = 0; i < raw.length; i += 2) {
      const name = String(raw[i]);
      if (DROPPED.has(name.toLowerCase())) continue;
      const value = String(raw[i + 1]);
      if (name.toLowerCase() === 'content-length') this.#length = Number(value);
      headers.push(name, value);
    }
    this.#response.writeHead(status, headers);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (chunk.length === this.#length) {
      this.#done = true;
      this.#response.end(chunk);
    } else if (!this.#response.write(chunk)) {
      controller.pause();
      this.#response.once('drain', () => controller.resume());
    }
  }

  onResponseEnd(): void {
    if (!this.#done) this.#response.end();
  }

  onResponseError(): void {
    this.#response.destroy();
  }
}

const server = createServer((request, response) => {
  const headers: string[] = [];
  const { rawHeaders } = request;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string;
    if (!DROPPED.has(name.toLowerCase())) headers.push(name, rawHeaders[i + 1] as string);
  }
  const hasBody = request.headers['content-length'] ?? request.headers['transfer-encoding'];
  pool.dispatch(
    {
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      headers,
      body: hasBody === undefined ? null : request,
    },
    new Handler(response),
  );
});
announce(server);
