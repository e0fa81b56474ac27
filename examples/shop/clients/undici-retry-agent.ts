import { Agent, RetryAgent, request } from 'undici';

const dispatcher = new RetryAgent(new Agent({ headersTimeout: 1_000 }), {
  maxRetries: 3,
  minTimeout: 20,
  methods: ['GET', 'POST'],
});

async function call<T>(method: 'GET' | 'POST', path: string, json?: object): Promise<T> {
  const { statusCode, body } = await request(`${process.env['BASE_URL']}${path}`, {
    method,
    dispatcher,
    headers: { 'content-type': 'application/json' },
    body: json === undefined ? null : JSON.stringify(json),
  });
  const text = await body.text();
  if (statusCode >= 400) throw new Error(`${method} ${path}: ${statusCode} ${text}`);
  return JSON.parse(text) as T;
}

const [teapot] = await call<{ id: number; price: number }[]>('GET', '/products');
const order = await call<{ id: number }>('POST', '/orders', { product: teapot?.id, quantity: 1 });
await call('POST', '/payments', { order: order.id, amount: teapot?.price });
