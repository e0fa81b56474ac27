import axios from 'axios';
import axiosRetry from 'axios-retry';

const shop = axios.create({ baseURL: process.env['BASE_URL'] ?? '', timeout: 1_000 });
axiosRetry(shop, { retries: 3 });
type Made = { id: number };

const { data: products } = await shop.get<{ id: number; price: number }[]>('/products');
const [teapot] = products;
const order = await shop.post<Made>('/orders', { product: teapot?.id, quantity: 1 });
await shop.post<Made>('/payments', { order: order.data.id, amount: teapot?.price });
