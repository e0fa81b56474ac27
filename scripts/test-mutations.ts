// What `npm run test:mutations` runs: takes every protection of docs/security.md away, one at a time
// and in a copy of the sources, and expects the test that is named for it to fail. A word behind it
// chooses the mutations that have it: `npm run test:mutations -- redirects`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Mutation, mutated } from './mutations/mutation.ts';
import { type Outcomes, runTests } from './mutations/run-tests.ts';
import { scratchCopy } from './mutations/scratch-copy.ts';
import { MUTATIONS } from './mutations/table/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const words = process.argv.slice(2).map((word) => word.toLowerCase());
const chosen = MUTATIONS.filter((mutation) => {
  const text = [mutation.promise, mutation.without, mutation.file, mutation.test].join(' ');
  return words.every((word) => text.toLowerCase().includes(word));
});
if (chosen.length === 0) {
  console.error(`no mutation has all of: ${words.join(' ')}`);
  process.exit(2);
}

const copy = scratchCopy(root);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    copy.remove();
    process.exit(1);
  });
}
let unnoticed: number;
try {
  const sound = await runTests(copy.path, [...new Set(chosen.map(({ test }) => test))]);
  if (sound.failed.length > 0) {
    throw new Error(`tests fail with every protection in place: ${sound.failed.join('; ')}`);
  }
  console.log(`${sound.passed.length} tests pass with every protection in place`);
  unnoticed = await tryAll(chosen, new Set(sound.passed));
} finally {
  copy.remove();
}
console.log(`${chosen.length - unnoticed} of ${chosen.length} noticed, ${unnoticed} not`);
process.exitCode = unnoticed === 0 ? 0 : 1;

async function tryAll(mutations: readonly Mutation[], sound: ReadonlySet<string>): Promise<number> {
  let missed = 0;
  for (const mutation of mutations) {
    const { failed } = await without(mutation);
    // A test that is red by itself proves nothing.
    const noticed = failed.filter((name) => sound.has(name) && name.includes(mutation.named));
    if (noticed.length === 0) missed += 1;
    console.log(`${noticed.length > 0 ? 'noticed ' : 'MISSED  '} ${mutation.without}`);
    console.log(`          ${noticed[0] ?? `${mutation.test} ("${mutation.named}")`}`);
  }
  return missed;
}

/** What the tests of a mutation say in its absence. */
async function without(mutation: Mutation): Promise<Outcomes> {
  const path = join(copy.path, mutation.file);
  const whole = readFileSync(path, 'utf8');
  writeFileSync(path, mutated(whole, mutation));
  try {
    return await runTests(copy.path, [mutation.test], mutation.named);
  } finally {
    writeFileSync(path, whole);
  }
}
