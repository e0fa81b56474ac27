import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const module = fileURLToPath(new URL('./collect-early.ts', import.meta.url));

/** Keeps what it makes for a while, as a server does, and prints the most MB of young generation. */
const WORK = `
import { getHeapSpaceStatistics } from 'node:v8';
let kept = [];
let most = 0;
for (let i = 0; i < 2e6; i += 1) {
  kept.push({ i, of: [i] });
  if (kept.length > 200_000) kept = kept.slice(100_000);
  if (i % 20_000 !== 0) continue;
  const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space');
  most = Math.max(most, young.space_size / 2 ** 20);
}
console.log(most);
`;

function youngMb(before: string): number {
  const args = ['--input-type=module', '-e', before + WORK];
  return Number(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout);
}

it('keeps the young generation small, which V8 else lets grow', () => {
  const early = `import { collectEarly } from ${JSON.stringify(module)}; collectEarly();`;
  expect(youngMb(early)).toBeLessThan(youngMb('') / 2);
}, 30_000);
