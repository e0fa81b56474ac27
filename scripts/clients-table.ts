// Checks ordinary clients against the shop of the examples and writes down what becomes of each:
// `npm run results:clients`. PYTHON names a Python that has httpx.
import { writeFileSync } from 'node:fs';
import { checkClient } from './shop-clients/check-client.ts';
import { shopClients } from './shop-clients/clients.ts';
import { type MeasuredClient, pageOf } from './shop-clients/page.ts';
import { startShop } from './shop-clients/shop.ts';

const PAGE = new URL('../docs/results/clients.md', import.meta.url);

const shop = await startShop();
try {
  const measured: MeasuredClient[] = [];
  for (const client of shopClients()) {
    const { name, lacks } = client;
    const cells = lacks === null ? await checkClient(client, shop.url) : null;
    measured.push({ name, lacks, cells });
  }
  writeFileSync(PAGE, pageOf(measured));
} finally {
  await shop.stop();
}
