import ky from 'ky';

const shop = ky.create({
  prefix: process.env['BASE_URL'] ?? '',
  timeout: 1_000,
  retry: { limit: 3, methods: ['get', 'post'], backoffLimit: 100 },
});
type Made = { id: number };

const [teapot] = await shop.get('products').json<{ id: number; price: number }[]>();
const json = { product: teapot?.id, quantity: 1 };
const order = await shop.post('orders', { json }).json<Made>();
await shop.post('payments', { json: { order: order.id, amount: teapot?.price } }).json<Made>();
