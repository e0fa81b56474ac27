import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createPetstore, type Petstore, readVerdict } from '@chaos-lab/petstore-mock';
import type { OrderFacts } from '@chaos-lab/contracts';
import { addressOf, closeServer, listen } from '@chaos-lab/service-kit';
import { readLedger } from '@chaos-lab/petstore-mock';
import { type Fault, faultOf } from './faults.ts';

export interface LabRequest {
  readonly operation: string;
  /** Whether it only reads, or takes something back. */
  readonly settles: boolean;
}

export interface FaultyLab {
  readonly baseUrl: string;
  /** Tells of every request of a session, before anything is done about it. */
  watch(session: string, onRequest: (request: LabRequest) => void): void;
  facts(session: string, arm: string): OrderFacts & { readonly created: number };
  close(): Promise<void>;
}

/**
 * The real petstore behind faults that are a function of the seed. One that `lies` refuses what it has
 * done, which no client can know.
 */
export async function faultyLab(seed: number, lies: boolean): Promise<FaultyLab> {
  const petstore = createPetstore({ maxStores: 100_000 });
  const watchers = new Map<string, (request: LabRequest) => void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const session = String(request.headers['chaos-session']);
      const operation = operationOf(request.method ?? '', request.url ?? '');
      const restores = operation === 'updatePet' && !body.includes('"status":"sold"');
      const settles = ['findOrders', 'getPetById', 'deleteOrder'].includes(operation) || restores;
      watchers.get(session)?.({ operation, settles });
      const attempt = String(request.headers['chaos-attempt']);
      const fault = faultOf(seed, session, operation, attempt);
      answer(petstore, request, response, body, lies ? { ...fault, acts: true } : fault);
    });
  });
  await listen(server, { port: 0, host: '127.0.0.1', name: 'faulty lab' });
  return {
    baseUrl: `${addressOf(server).url}/api/v3`,
    watch: (session, onRequest) => watchers.set(session, onRequest),
    facts(session, arm) {
      watchers.delete(session);
      const identity = { session, arm };
      const { effects } = readLedger(petstore.stores, identity);
      const created = effects.filter(
        ({ entity, change }) => entity === 'order' && change === 'created',
      );
      return { ...readVerdict(petstore.stores, identity), created: created.length };
    },
    close: () => {
      server.closeAllConnections();
      return closeServer(server, 0);
    },
  };
}

function answer(
  petstore: Petstore,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  fault: Fault,
): void {
  const { method = '', url = '', headers } = request;
  const act = () => {
    const received = petstore.receive({ method, url, headers });
    return 'status' in received ? received : received.finish(body);
  };
  if (fault.type === 'none') {
    const reply = act();
    response.writeHead(reply.status, { ...reply.headers }).end(reply.body ?? undefined);
    return;
  }
  const done = fault.acts ? act() : undefined;
  if (fault.type === 'status') {
    response.writeHead(fault.status).end('{}');
    return;
  }
  const text = done?.body ?? '{"half":';
  switch (fault.how) {
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'close':
      response.socket?.destroy();
      return;
    case 'truncated':
      response.writeHead(200, { 'Content-Length': text.length + 10 });
      response.write(text);
      setImmediate(() => response.socket?.destroySoon());
      return;
    case 'malformed':
      response.writeHead(200).end(`${text.slice(0, -1)}]`);
      return;
    default:
    // Silence: the client's own limit ends it.
  }
}

function operationOf(method: string, url: string): string {
  const path = url.replace(/^\/api\/v3/, '');
  if (path === '/store/inventory') return 'getInventory';
  if (path.startsWith('/pet/findByStatus')) return 'findPetsByStatus';
  if (path.startsWith('/store/order?')) return 'findOrders';
  if (path === '/store/order') return 'placeOrder';
  if (method === 'PUT') return 'updatePet';
  return method === 'DELETE' ? 'deleteOrder' : 'getPetById';
}
