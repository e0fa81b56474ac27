import { createServer } from 'node:http';
import { addressOf, closeServer, listen } from '@chaos-lab/service-kit';

export interface FaultyServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Answers with these statuses first, one a request, and with the body and 200 from then on. */
export async function faultyServer(
  statuses: readonly number[],
  body: unknown,
): Promise<FaultyServer> {
  let served = 0;
  const server = createServer((request, response) => {
    request.resume();
    const status = statuses[served] ?? 200;
    served += 1;
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(status === 200 ? body : {}));
  });
  await listen(server, { port: 0, host: '127.0.0.1', name: 'faulty server' });
  return {
    url: addressOf(server).url,
    close: () => {
      server.closeAllConnections();
      return closeServer(server, 0);
    },
  };
}
