import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest, RUN_FILE, type Summary } from '@chaos-lab/contracts';
import { parse } from 'csv-parse/sync';
import { until } from '../../support/until.ts';

export type Row = Readonly<Record<string, string>>;

export type RunFolder = {
  readonly path: string;
  readonly rows: readonly Row[];
  readonly summary: Summary;
};

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** Folders of runs in the order in which they were begun. */
export function foldersIn(runs: string): string[] {
  return readdirSync(runs)
    .map((name) => join(runs, name))
    .filter((path) => existsSync(join(path, RUN_FILE.manifest)))
    .toSorted((a, b) => startOf(a).localeCompare(startOf(b)));
}

/** How many lines `results.csv` has by now, without the header. */
export function rowsSoFar(folder: string): number {
  const path = join(folder, RUN_FILE.results);
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 2 : 0;
}

/** Waits until a run says that it is complete, and reads it. */
export async function completed(folder: string, timeoutMs: number): Promise<RunFolder> {
  const path = join(folder, RUN_FILE.summary);
  const state = () => (existsSync(path) ? (read(path) as Summary).state : 'none');
  await until(`${folder} to be complete`, () => state() === 'complete', timeoutMs);
  const text = readFileSync(join(folder, RUN_FILE.results), 'utf8');
  return { path: folder, rows: parse(text, { columns: true }), summary: read(path) as Summary };
}

const startOf = (folder: string): string =>
  (read(join(folder, RUN_FILE.manifest)) as Manifest).startedAt;
