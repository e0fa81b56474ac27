import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Shop, startShop } from '../../scripts/shop-clients/shop.ts';
import { blocksOf } from './support/guide.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const GUIDE = new URL('../../docs/guides/your-own-api.md', import.meta.url);
const ADDRESS = '127.0.0.1:3000';

const blocks = blocksOf(GUIDE).filter(({ language }) => language === 'sh');
const [start, ...commands] = blocks;

let shop: Shop;
const folder = mkdtempSync(join(tmpdir(), 'guide-'));
beforeAll(async () => {
  shop = await startShop();
});
afterAll(async () => {
  await shop.stop();
  rmSync(folder, { recursive: true });
});

/** What a block prints here, with the address that the guide has. */
function run(code: string): Promise<string> {
  const { host } = new URL(shop.url);
  const here = code.replaceAll(ADDRESS, host).replaceAll('hunts/mended', join(folder, 'mended'));
  return new Promise((resolve, reject) => {
    execFile('bash', ['-c', here], { cwd: ROOT }, (error, stdout, stderr) => {
      // A check that finds something ends with 1.
      if (error !== null && error.code !== 1) reject(new Error(stderr));
      else
        resolve(
          stdout.replaceAll(host, ADDRESS).replaceAll(join(folder, 'mended'), 'hunts/mended'),
        );
    });
  });
}

it('the guide starts the shop of the examples', () => {
  expect(start?.code).toBe('node examples/shop/server.ts --port 3000\n');
  expect(commands).toHaveLength(3);
});

for (const block of commands) {
  it(`line ${block.line} prints what the guide says`, async () => {
    expect(await run(block.code)).toBe(block.prints);
  }, 120_000);
}
