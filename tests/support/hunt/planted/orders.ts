import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Truth } from '@chaos-lab/contracts';
import { HEADER } from '@chaos-lab/contracts';
import { addressOf, listen } from '@chaos-lab/service-kit';
import type { Oracle } from '../../../../services/runner/src/subject/oracle.ts';
import { stop } from '../../upstream.ts';

type Book = {
  readonly orders: Map<number, 'open' | 'paid'>;
  /** Answers by `Idempotency-Key`. */
  readonly answers: Map<string, { status: number; body: string }>;
  next: number;
  effects: number;
};

export type Orders = {
  readonly url: string;
  /** The truth about a task that places `orders` orders, and pays them where that is its task. */
  oracle(task: { readonly paid: boolean }): Oracle;
  close(): Promise<void>;
};

const SESSION = HEADER.session.toLowerCase();
const KEY = HEADER.idempotencyKey.toLowerCase();

/** A service that takes orders and payments, with a book of its own for each session. */
export async function startOrders(): Promise<Orders> {
  const books = new Map<string, Book>();
  const bookOf = (session: string): Book => {
    const book = books.get(session) ?? {
      orders: new Map(),
      answers: new Map(),
      next: 1,
      effects: 0,
    };
    books.set(session, book);
    return book;
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const book = bookOf(String(request.headers[SESSION] ?? ''));
      const text = Buffer.concat(chunks).toString('utf8');
      answer(book, request, text === '' ? {} : (JSON.parse(text) as object), response);
    });
  });
  await listen(server, { port: 0, host: '127.0.0.1', name: 'orders' });
  return {
    url: addressOf(server).url,
    oracle: ({ paid }) => ({
      name: 'the book of the orders',
      judge: (runs) =>
        Promise.resolve(
          runs.map(({ session }) => {
            const truth = truthOf(bookOf(session), paid);
            books.delete(session);
            return truth;
          }),
        ),
    }),
    close: () => stop(server),
  };
}

function truthOf({ orders, effects }: Book, paid: boolean): Truth {
  const wanted = paid ? 'paid' : 'open';
  const done = [...orders.values()].filter((state) => state === wanted).length;
  return {
    effects,
    duplicates: Math.max(0, orders.size - 1),
    orphans: orders.size - done,
    lostUpdates: 0,
    complete: orders.size >= 1 && done === orders.size,
    clean: orders.size === 0,
  };
}

function answer(
  book: Book,
  request: IncomingMessage,
  body: object,
  response: ServerResponse,
): void {
  const key = request.headers[KEY];
  const known = typeof key === 'string' ? book.answers.get(key) : undefined;
  const made = known ?? act(book, request.method ?? '', request.url ?? '', body);
  if (typeof key === 'string') book.answers.set(key, made);
  response.writeHead(made.status, { 'Content-Type': 'application/json' });
  response.end(made.body);
}

function act(
  book: Book,
  method: string,
  url: string,
  body: object,
): { status: number; body: string } {
  const say = (status: number, value: object) => ({ status, body: JSON.stringify(value) });
  const id = Number(/\d+$/.exec(url)?.[0] ?? (body as { order?: number }).order ?? 0);
  if (method === 'GET' && url === '/orders') return say(200, { orders: [...book.orders.keys()] });
  if (method === 'GET') return say(200, { items: ['teapot'] });
  if (method === 'POST' && url === '/orders') {
    const order = book.next;
    book.next += 1;
    book.effects += 1;
    book.orders.set(order, 'open');
    return say(201, { id: order });
  }
  if (!book.orders.has(id)) return say(404, { error: 'no such order' });
  book.effects += 1;
  if (method === 'POST' && url === '/payments') {
    book.orders.set(id, 'paid');
    return say(201, { id });
  }
  book.orders.delete(id);
  return say(200, { id });
}
