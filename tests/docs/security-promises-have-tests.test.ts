import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8');
const tests = readdirSync(new URL('../integration/security/', import.meta.url))
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => file.replace(/\.test\.ts$/, ''));

/** The tests that a table of promises names. */
function namedIn(text: string): string[] {
  const rows = text.split('\n').filter((line) => /^\| .* \| `[a-z-`, ]+` \|$/.test(line));
  const last = rows.map((row) => row.split('|').at(-2) ?? '');
  return [
    ...new Set(
      last.flatMap((cell) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, name = '']) => name)),
    ),
  ];
}

test('every promise names a test that is there, and every test belongs to a promise', () => {
  expect(namedIn(page).toSorted((a, b) => a.localeCompare(b))).toEqual(
    tests.toSorted((a, b) => a.localeCompare(b)),
  );
});

test('a promise without a test would be found', () => {
  expect(namedIn('| Nobody can do this. | `no-such-test` |')).toEqual(['no-such-test']);
  const promised = page.split('## Not promised')[0] ?? '';
  const rows = promised.split('\n').filter((line) => line.startsWith('| ') && line.endsWith('|'));
  for (const row of rows.slice(1)) expect(row).toMatch(/`[a-z-]+` \|$/);
});
