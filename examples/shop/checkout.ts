// Buys a teapot. Has the bug that most clients have: it sends again what may have been done.
const shop = process.env['BASE_URL'] ?? 'http://127.0.0.1:3000';

async function call(method: string, path: string, body?: object): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = await fetch(shop + path, {
        method,
        headers: { 'Content-Type': 'application/json' },
        signal: AbortSignal.timeout(1_000),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (response.ok) return await response.json();
      if (response.status < 500 && response.status !== 429)
        throw new Error(`refused: ${response.status}`);
      const wait = Number(response.headers.get('Retry-After') ?? 0);
      await new Promise((resolve) => setTimeout(resolve, 1_000 * wait));
    } catch (error) {
      if (attempt === 3) throw error;
    }
    if (attempt === 3) throw new Error(`${method} ${path} did not work`);
  }
}

const [teapot] = (await call('GET', '/products')) as { id: number; price: number }[];
if (teapot === undefined) throw new Error('no teapots left');
const order = (await call('POST', '/orders', { product: teapot.id, quantity: 1 })) as {
  id: number;
};
await call('POST', '/payments', { order: order.id, amount: teapot.price });
console.log(`bought a teapot with order ${order.id}`);
