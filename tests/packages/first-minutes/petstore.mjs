// The first minute with @chaos-lab/petstore: one order through msw, and the ledger of it.
import { petstoreHandlers, readVerdict } from '@chaos-lab/petstore';
import { setupServer } from 'msw/node';

const SHOP = 'https://shop.example/api/v3';
const { handlers, petstore } = petstoreHandlers({ baseUrl: SHOP, seed: 7 });
const server = setupServer(...handlers);
server.listen();
const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': 'k-1' };
const [pet] = await (await fetch(`${SHOP}/pet/findByStatus?status=available`)).json();
const body = JSON.stringify({ petId: pet.id });
const order = () => fetch(`${SHOP}/store/order`, { method: 'POST', headers, body });
await order();
await order();
const sold = JSON.stringify({ ...pet, status: 'sold' });
await fetch(`${SHOP}/pet`, {
  method: 'PUT',
  headers: { ...headers, 'Idempotency-Key': 'k-2' },
  body: sold,
});
const facts = readVerdict(petstore.stores, { session: 'default', arm: '-' });
console.log(`complete ${facts.complete}, duplicates ${facts.duplicates}`);
server.close();
