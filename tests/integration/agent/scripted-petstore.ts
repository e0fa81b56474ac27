import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { addressOf, closeServer, listen } from '@chaos-lab/service-kit';

/** One request as the petstore saw it. */
export interface SeenRequest {
  readonly operation: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Answers one request instead of the store; undefined leaves it to the store. */
export type Script = (
  request: SeenRequest,
  nth: number,
  response: ServerResponse,
) => Reply | 'handled' | undefined;

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The store acts first, and only its answer is replaced. */
  readonly afterEffect?: true;
  /** Nothing is answered: the connection is reset. */
  readonly breaksConnection?: true;
}

export interface ScriptedPetstore {
  readonly baseUrl: string;
  readonly seen: readonly SeenRequest[];
  readonly orders: Map<number, { id: number; petId: number; shipDate: string }>;
  readonly petStatus: () => string;
  calls(operation: string): SeenRequest[];
  /** Connections that are open now. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

/** A petstore with one pet that fails as the test says, by operation and the nth call to it. */
export async function scriptedPetstore(
  scripts: Readonly<Record<string, Script>> = {},
): Promise<ScriptedPetstore> {
  const seen: SeenRequest[] = [];
  const orders: ScriptedPetstore['orders'] = new Map();
  const replays = new Map<string, unknown>();
  let pet = { id: 7, name: 'Rex', photoUrls: [], status: 'available' };

  const act: Readonly<Record<string, (body: string, path: string) => unknown>> = {
    getInventory: () => ({ available: 1 }),
    findPetsByStatus: () => (pet.status === 'available' ? [pet] : []),
    getPetById: () => pet,
    findOrders: () => [...orders.values()],
    placeOrder: (body) => {
      const asked = JSON.parse(body) as { petId: number; shipDate: string };
      const order = { ...asked, id: orders.size + 1 };
      orders.set(order.id, order);
      return order;
    },
    updatePet: (body) => {
      pet = JSON.parse(body) as typeof pet;
      return pet;
    },
    deleteOrder: (_body, path) => {
      orders.delete(Number(path.split('/').at(-1)));
      return undefined;
    },
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const operation = operationOf(request.method ?? '', request.url ?? '');
      const call = { operation, headers: request.headers, body };
      seen.push(call);
      const nth = seen.filter((one) => one.operation === operation).length;
      const reply = scripts[operation]?.(call, nth, response);
      if (reply === 'handled') return;
      if (reply !== undefined && !reply.afterEffect) {
        send(response, reply);
        return;
      }
      const key = request.headers['idempotency-key'];
      const known = typeof key === 'string' ? replays.get(key) : undefined;
      const answer = known ?? act[operation]?.(body, request.url ?? '');
      if (typeof key === 'string') replays.set(key, answer);
      send(response, reply ?? { status: 200, body: answer });
    });
  });
  await listen(server, { port: 0, host: '127.0.0.1', name: 'scripted petstore' });
  return {
    baseUrl: `${addressOf(server).url}/api/v3`,
    seen,
    orders,
    petStatus: () => pet.status,
    calls: (operation) => seen.filter((one) => one.operation === operation),
    connections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => {
          if (error) reject(error);
          else resolve(count);
        });
      }),
    close: () => {
      server.closeAllConnections();
      return closeServer(server, 0);
    },
  };
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply.breaksConnection) {
    response.socket?.resetAndDestroy();
    return;
  }
  const { status, body, headers = {} } = reply;
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body));
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
