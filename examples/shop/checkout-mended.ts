// Buys a teapot, once: each write has a key of its own that all its tries share.
import { randomUUID } from 'node:crypto';

const shop = process.env['BASE_URL'] ?? 'http://127.0.0.1:3000';

async function call(method: string, path: string, body?: object): Promise<unknown> {
  const key = randomUUID();
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const response = await fetch(shop + path, {
      method,
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
      signal: AbortSignal.timeout(1_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => undefined);
    const answer: unknown = response?.ok === true ? await readable(response) : undefined;
    if (answer !== undefined) return answer;
    const status = response?.status ?? 0;
    // What is refused for good stays refused.
    if (status >= 400 && status < 500 && status !== 429) break;
    const wait = Number(response?.headers.get('Retry-After') ?? 0);
    await new Promise((resolve) => setTimeout(resolve, 1_000 * wait));
  }
  throw new Error(`${method} ${path} did not work`);
}

/** The answer, where the whole of it has come and can be read. */
const readable = (response: Response): Promise<unknown> => response.json().catch(() => undefined);

const [teapot] = (await call('GET', '/products')) as { id: number; price: number }[];
if (teapot === undefined) throw new Error('no teapots left');
const order = (await call('POST', '/orders', { product: teapot.id, quantity: 1 })) as {
  id: number;
};
await call('POST', '/payments', { order: order.id, amount: teapot.price });
console.log(`bought a teapot with order ${order.id}`);
