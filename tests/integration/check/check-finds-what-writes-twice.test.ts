import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Shop, shopFile, startShop } from '../../../scripts/shop-clients/shop.ts';
import { chaosLab, type Ended } from '../../support/runner/harness.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop.stop());

const client = (file: string): string[] => ['--', process.execPath, shopFile(file)];

function check(flags: readonly string[], command: readonly string[]): Promise<Ended> {
  return chaosLab(['check', '--target', shop.url, '--timeout', '20', ...flags, ...command]).ended;
}

type Cell = { call: string; fault: string; result: string; story?: string[]; repeat?: string };
const cellsOf = ({ out }: Ended): Cell[] => (JSON.parse(out) as { cells: Cell[] }).cells;

/** `POST /orders reset@after` of the cells that broke something. */
const broken = (cells: readonly Cell[]): string[] =>
  cells
    .filter(({ story }) => story !== undefined)
    .map(({ call, fault, result }) => `${call} ${fault}: ${result}`)
    .sort();

describe('a client that sends again what may have been done', () => {
  const folder = mkdtempSync(join(tmpdir(), 'check-'));
  const file = (name: string): string => join(folder, name);
  let ended: Ended;
  beforeAll(async () => {
    const files = [`--junit=${file('check.xml')}`, `--html=${file('check.html')}`];
    ended = await check(['--parallel=4', '--json', ...files], client('checkout.ts'));
  }, 90_000);

  it('writes twice where the answer to a write is lost or cut, and nowhere else', () => {
    expect(ended.err).toContain('without faults: 3 requests');
    expect(broken(cellsOf(ended))).toEqual([
      'POST /orders reset@after: duplicate',
      'POST /orders truncate: duplicate',
      'POST /payments reset@after: duplicate',
      'POST /payments truncate: duplicate',
    ]);
    expect(ended.code).toBe(1);
  });

  it('is told request by request, with the command that does it again', async () => {
    const order = cellsOf(ended).find(
      ({ call, fault }) => call === 'POST /orders' && fault === 'reset@after',
    );
    expect(order?.story).toEqual([
      'GET /products: answered 200',
      'POST /orders: answered 201, the client got a reset connection',
      'POST /orders again, try 2, without a key: answered 201',
      'POST /payments: answered 201',
      'then it said success (exit code 0)',
    ]);
    expect(order?.repeat).toContain("'--only=reset@after at POST /orders' -- ");
    const before = await shop.counts();
    const again = await check(
      ['--json', '--only=reset@after at POST /orders'],
      client('checkout.ts'),
    );
    expect(broken(cellsOf(again))).toEqual(['POST /orders reset@after: duplicate']);
    // Two calm runs, and one with a duplicate: the database agrees.
    expect((await shop.counts()).orders - before.orders).toBe(4);
  }, 60_000);

  it('is a failed case of JUnit and a page without a request or a script', () => {
    const xml = readFileSync(file('check.xml'), 'utf8');
    expect(xml).toContain('<testsuites name="chaos-lab check" tests="21" failures="4">');
    expect(xml).toContain('<failure message="wrote twice">');
    const page = readFileSync(file('check.html'), 'utf8');
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<script|https?:\/\/(?!127\.0\.0\.1)/);
    expect(page.match(/class="bad"/g)).toHaveLength(4);
  });
});

describe('the mended client', () => {
  it('writes once, whatever it meets, and the command ends with 0', async () => {
    const { code, out } = await check(['--parallel=4'], client('checkout-mended.ts'));
    expect(out).toContain('nothing found in 21 runs');
    expect(out).toMatch(/^answer lost +recovered +recovered +recovered$/m);
    expect(code).toBe(0);
  }, 90_000);
});
