import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const module = fileURLToPath(new URL('./grow-slowly.ts', import.meta.url));

/** Keeps the newest 300,000 things that it makes, long enough to grow old, and prints the heap in MB. */
const WORK = `
const kept = [];
let most = 0;
for (let i = 0; i < 4e6; i += 1) {
  kept[i % 300_000] = { i, of: [i, i + 1], name: 'n' + i };
  if (i % 10_000 === 0) most = Math.max(most, process.memoryUsage().heapTotal / 2 ** 20);
}
console.log(most);
`;

function heapMb(before: string): number {
  const args = ['--input-type=module', '-e', before + WORK];
  return Number(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout);
}

it('keeps the heap nearer to what lives in it than V8 does by itself', () => {
  const slowly = `import { growSlowly } from ${JSON.stringify(module)}; growSlowly();`;
  const [slow, usual] = [heapMb(slowly), heapMb('')];
  expect(slow).toBeGreaterThan(0);
  expect(slow, `beside ${usual}`).toBeLessThan(usual * 0.8);
}, 30_000);
