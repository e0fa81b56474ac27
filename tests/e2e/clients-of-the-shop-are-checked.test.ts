import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CheckedCell, checkClient } from '../../scripts/shop-clients/check-client.ts';
import { NODE_CLIENTS } from '../../scripts/shop-clients/clients.ts';
import { clientSection } from '../../scripts/shop-clients/page.ts';
import { type Shop, startShop } from '../../scripts/shop-clients/shop.ts';

const PAGE = readFileSync(new URL('../../docs/results/clients.md', import.meta.url), 'utf8');

let shop: Shop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());

describe.each(NODE_CLIENTS)('$name', (client) => {
  let cells: readonly CheckedCell[];
  beforeAll(async () => {
    cells = await checkClient(client, shop.url);
  });

  it('does what the page of results says', () => {
    expect(PAGE).toContain(clientSection({ name: client.name, lacks: null, cells }));
  });

  it('writes twice where the answer to a write is lost', () => {
    const lost = cells.filter(({ fault }) => fault === 'reset@after');
    expect(lost.map(({ call, result }) => [call, result])).toEqual([
      ['GET /products', 'recovered'],
      ['POST /orders', 'duplicate'],
      ['POST /payments', 'duplicate'],
    ]);
  });
});
