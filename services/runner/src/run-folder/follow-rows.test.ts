import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RUN_COLUMN_NAMES, RUN_COLUMNS, type RunColumn } from '@chaos-lab/contracts';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RunFolderError } from '../errors.ts';
import { followRows, RewrittenError } from './follow-rows.ts';

const COLUMNS = RUN_COLUMN_NAMES;

const cellOf = (column: RunColumn, id: string): string => {
  if (column === 'run_id') return id;
  if (column === 'verdict') return 'verified_success';
  return RUN_COLUMNS[column].type === 'flag' ? 'true' : '1';
};
const HEADER = `${COLUMNS.join(',')}\n`;
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'follow-rows-'));
  file = join(folder, 'results.csv');
});
afterEach(() => rmSync(folder, { recursive: true }));

const ids = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, at) => `run-${from + at}`);

const lines = (names: readonly string[]): string =>
  names
    .map((id) => COLUMNS.map((name) => cellOf(name, id)))
    .map((cells) => `${cells.join(',')}\n`)
    .join('');

it('gives each row once, however the file grows and however little is read at a time', async () => {
  const text = HEADER + lines(ids(12));
  const pieces = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(pieces, fc.integer({ min: 1024, max: 4096 }), async (sizes, limit) => {
      writeFileSync(file, '');
      const follower = followRows(file);
      const seen: string[] = [];
      let at = 0;
      for (const size of [...sizes, text.length]) {
        appendFileSync(file, text.slice(at, at + size));
        at += size;
        seen.push(...(await follower.next(limit)).rows.map((row) => row.run_id));
      }
      for (let more = 1; more > 0; ) {
        const { rows: next } = await follower.next(limit);
        seen.push(...next.map((row) => row.run_id));
        more = next.length;
      }
      expect(seen).toEqual(ids(12));
    }),
    { seed: 1, numRuns: 60 },
  );
});

it('has nothing to say about a file that is not there yet', async () => {
  const follower = followRows(file);
  expect(await follower.next(1000)).toEqual({ rows: [], bytes: 0 });
  writeFileSync(file, HEADER + lines(ids(1)));
  expect((await follower.next(10_000)).rows).toHaveLength(1);
});

it.each([
  ['cut', () => HEADER + lines(ids(1))],
  ['written anew and longer', () => HEADER + lines(ids(9, 50))],
])('says so where the file was %s', async (_, text) => {
  writeFileSync(file, HEADER + lines(ids(3)));
  const follower = followRows(file);
  await follower.next(10_000);
  writeFileSync(file, text());
  await expect(follower.next(10_000)).rejects.toThrow(RewrittenError);
});

it('goes on where the file was cut and has the same rows again', async () => {
  const text = HEADER + lines(ids(3));
  writeFileSync(file, text);
  const follower = followRows(file);
  await follower.next(10_000);
  writeFileSync(file, text + lines(ids(2, 3)));
  expect((await follower.next(10_000)).rows.map((row) => row.run_id)).toEqual(['run-3', 'run-4']);
});

it('names the line of a table of something else', async () => {
  writeFileSync(file, 'a,b\n1,2\n');
  await expect(followRows(file).next(10_000)).rejects.toThrow(RunFolderError);
});
