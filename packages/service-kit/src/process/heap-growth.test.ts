import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const module = fileURLToPath(new URL('./heap-growth.ts', import.meta.url));

/** The number that a program prints, in a process of its own that has or has not called the function. */
function printed(program: string, called?: 'collectEarly' | 'growSlowly' | 'pauseBriefly'): number {
  const call = `import { ${called} } from ${JSON.stringify(module)}; ${called}();`;
  const script = called === undefined ? program : `${call}\n${program}`;
  const args = ['--input-type=module', '-e', script];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the program ended with ${status}: ${stderr}`);
  return Number(stdout);
}

/**
 * Keeps what it makes for a while, as a server does, and waits again and again for so many ms; prints
 * the most MB of young generation.
 */
const young = (waitMs: number): string => `
import { getHeapSpaceStatistics } from 'node:v8';
let kept = [];
let most = 0;
for (let i = 0; i < 2e6; i += 1) {
  kept.push({ i, of: [i] });
  if (kept.length > 200_000) kept = kept.slice(100_000);
  if (i % 20_000 !== 0) continue;
  await new Promise((resolve) => setTimeout(resolve, ${waitMs}));
  const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space');
  most = Math.max(most, young.space_size / 2 ** 20);
}
console.log(most);
`;

/** Keeps the newest 300,000 things that it makes, long enough to grow old; prints the most MB of heap. */
const OLD = `
const kept = [];
let most = 0;
for (let i = 0; i < 4e6; i += 1) {
  kept[i % 300_000] = { i, of: [i, i + 1], name: 'n' + i };
  if (i % 10_000 === 0) most = Math.max(most, process.memoryUsage().heapTotal / 2 ** 20);
}
console.log(most);
`;

it.each([
  ['collectEarly', young(0), 0.5],
  ['growSlowly', OLD, 0.8],
  ['pauseBriefly', young(20), 0.8],
] as const)(
  '%s keeps the heap smaller than V8 does by itself',
  (called, program, share) => {
    const [kept, usual] = [printed(program, called), printed(program)];
    expect(kept).toBeGreaterThan(0);
    expect(kept, `beside ${usual}`).toBeLessThan(usual * share);
  },
  30_000,
);
