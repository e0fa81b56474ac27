import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const MAP = readFileSync('docs/map.md', 'utf8');

/** The ways through the project: their titles, and the files of their numbered lists. */
const ways = MAP.split(/^## /m)
  .slice(1)
  .map((section) => ({
    title: section.split('\n')[0] ?? '',
    files: [...section.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, file = '']) => file),
  }))
  .filter(({ files }) => files.length > 0);

/** What a file imports of the project, by path; a package of ours stands for all of its files. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/from '([^']+)'/g)].flatMap(([, from = '']) => {
    if (from.startsWith('.')) return [normalize(join(dirname(file), from))];
    const name = /^@chaos-lab\/([a-z-]+)/.exec(from)?.[1];
    return name === undefined ? [] : [`packages/${name}/`];
  });
}

const isImported = (file: string, by: readonly string[]): boolean =>
  by.some((one) => one === file || (one.endsWith('/') && file.startsWith(one)));

/** Whether one imports the other, or a third that one of them imports. */
function touch(one: string, other: string): boolean {
  const [from, to] = [importsOf(one), importsOf(other)];
  const between = from.filter((file) => file.endsWith('.ts') && existsSync(file));
  const back = to.filter((file) => file.endsWith('.ts') && existsSync(file));
  return (
    isImported(other, from) ||
    isImported(one, to) ||
    from.some((file) => to.includes(file)) ||
    between.some((file) => isImported(other, importsOf(file))) ||
    back.some((file) => isImported(one, importsOf(file)))
  );
}

test('the map has ways, and each of them has files', () => {
  expect(ways.map(({ title }) => title)).toContain('A row');
  for (const { files } of ways) expect(files.length).toBeGreaterThan(5);
});

test.each(ways)('$title: every file is there, once, and they are 25 at most', ({ files }) => {
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
  expect(new Set(files).size).toBe(files.length);
  expect(files.length).toBeLessThanOrEqual(25);
});

test.each(ways)('$title: every file has to do with another on the way', ({ files }) => {
  const alone = files.filter(
    (file) => !files.some((other) => other !== file && touch(file, other)),
  );
  expect(alone).toEqual([]);
});
