// The same two routes as anybody would write them directly in express, with JSON bodies: no
// sessions, no validation, no ledger.
import { createServer } from 'node:http';
import {
  announceListening,
  closeServer,
  listen,
  onShutdown,
  runMain,
} from '@chaos-lab/service-kit';
import express from 'express';

type Order = { id?: number; petId?: number };

const inventory = { available: 12, pending: 4, sold: 4 };
const orders = new Map<number, Order>();
let nextId = 5;

const app = express();
app.use(express.json());
app.get('/api/v3/store/inventory', (_request, response) => {
  response.json(inventory);
});
app.post('/api/v3/store/order', (request, response) => {
  const body = request.body as Order;
  const order = { id: body.id ?? nextId, ...body };
  nextId += 1;
  orders.set(order.id, order);
  if (orders.size > 10_000) orders.clear();
  response.json(order);
});

await runMain('plain-express', async () => {
  const server = createServer(app);
  onShutdown([() => closeServer(server, 500)], { deadlineMs: 2000 });
  const traffic = await listen(server, { port: 0, host: '127.0.0.1', name: 'plain-express' });
  announceListening('plain-express', { traffic });
});
