import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { offences, pinnedDownloads } from './hygiene.ts';
import { ROOT } from './planted-tree.ts';

const SKIPPED = new Set(['node_modules', '.git', 'runs', 'coverage']);
const paths = globSync('**/{*,.*}', { cwd: ROOT, exclude: (name) => SKIPPED.has(name) }).filter(
  (path) => statSync(join(ROOT, path)).isFile(),
);
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

test('no file holds a path of one machine or the host of a registry', () => {
  expect(paths).toContain('package-lock.json');
  expect(paths).toContain('.oxlintrc.json');
  expect(paths.length).toBeGreaterThan(80);
  expect(paths.flatMap((path) => offences(path, read(path)))).toEqual([]);
});

test('the lock file says what to install, not from where', () => {
  expect(pinnedDownloads(read('package-lock.json'))).toEqual([]);
});

test('both would be found', () => {
  const slash = '/';
  for (const line of [
    ['', 'work', 'main', 'x.ts'].join(slash),
    `see ${['', 'home', 'ann', 'lab', 'x'].join(slash)}`,
    `"${['', 'tmp', 'lab-1', 'y'].join(slash)}"`,
    ['https:', '', 'registry.example.org', 'x.tgz'].join(slash),
  ]) {
    expect(offences('a.md', `fine\n${line}\n`)).toHaveLength(1);
  }
  for (const line of [
    '/api/v3/pet',
    '/home/node/app',
    'assets/work/x',
    'http://127.0.0.1/tmp/a/',
  ]) {
    expect(offences('a.md', line)).toEqual([]);
  }
  const packages = { 'node_modules/a': { resolved: 'https://example.org/a.tgz' }, b: {} };
  expect(pinnedDownloads(JSON.stringify({ packages }))).toEqual(['node_modules/a']);
});
