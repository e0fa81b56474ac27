// A small shop: Express, and SQLite as Node brings it. `node server.ts --port 3000`.
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import express, { type Request, type Response } from 'express';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '3000' },
    db: { type: 'string', default: ':memory:' },
  },
});

const db = new DatabaseSync(values.db);
db.exec(`
  CREATE TABLE IF NOT EXISTS products (id INTEGER PRIMARY KEY, name TEXT, price INTEGER);
  CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, product INTEGER, quantity INTEGER);
  CREATE TABLE IF NOT EXISTS payments (id INTEGER PRIMARY KEY, orderId INTEGER, amount INTEGER);
  CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, body TEXT);
  INSERT OR IGNORE INTO products VALUES (1, 'teapot', 2900), (2, 'cup', 700);
`);

const products = db.prepare('SELECT id, name, price FROM products ORDER BY id');
const product = db.prepare('SELECT id FROM products WHERE id = ?');
const order = db.prepare('SELECT id, product, quantity FROM orders WHERE id = ?');
const addOrder = db.prepare('INSERT INTO orders (product, quantity) VALUES (?, ?) RETURNING id');
const addPayment = db.prepare('INSERT INTO payments (orderId, amount) VALUES (?, ?) RETURNING id');
const counts = db.prepare(
  'SELECT (SELECT COUNT(*) FROM orders) AS orders, (SELECT COUNT(*) FROM payments) AS payments',
);
const answered = db.prepare('SELECT body FROM answers WHERE key = ?');
const keepAnswer = db.prepare('INSERT INTO answers VALUES (?, ?)');

const app = express();
app.disable('x-powered-by');
app.use(express.json());

app.get('/products', (_request, response) => {
  response.json(products.all());
});
app.post('/orders', (request, response) => {
  const { product: id, quantity } = bodyOf(request);
  if (!isCount(quantity) || !isCount(id) || product.get(id) === undefined) {
    response.status(422).json({ error: 'expected a product that exists and a quantity from 1' });
    return;
  }
  once(request, response, () => addOrder.get(id, quantity));
});
app.get('/orders/:id', (request, response) => {
  const found = order.get(request.params.id);
  if (found === undefined) response.status(404).json({ error: 'no such order' });
  else response.json(found);
});
app.post('/payments', (request, response) => {
  const { order: id, amount } = bodyOf(request);
  if (!isCount(amount) || !isCount(id) || order.get(id) === undefined) {
    response.status(422).json({ error: 'expected an order that exists and an amount from 1' });
    return;
  }
  once(request, response, () => addPayment.get(id, amount));
});
app.get('/counts', (_request, response) => {
  response.json(counts.get());
});

/** Does a thing and answers with it; with an `Idempotency-Key` it is done once and answered twice. */
function once(request: Request, response: Response, act: () => unknown): void {
  const key = request.get('Idempotency-Key');
  const before = key === undefined ? undefined : answered.get(key);
  if (before !== undefined) {
    response.status(201).set('Idempotency-Replayed', 'true').type('json').send(before['body']);
    return;
  }
  const body = JSON.stringify(act());
  if (key !== undefined) keepAnswer.run(key, body);
  response.status(201).type('json').send(body);
}

const bodyOf = (request: Request): Record<string, unknown> =>
  (request.body as Record<string, unknown> | undefined) ?? {};

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;

const server = app.listen(Number(values.port), '127.0.0.1', (error) => {
  if (error !== undefined) {
    console.error(`the shop cannot listen on port ${values.port}: ${error.message}`);
    process.exitCode = 1;
    return;
  }
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : values.port;
  console.log(`the shop is open at http://127.0.0.1:${port}`);
});
process.on('SIGTERM', () => server.close());
