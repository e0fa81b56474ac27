import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { messageOf, RunFolderError } from '../errors.ts';
import { wholeLines } from './whole-lines.ts';

/** A row by its columns, where it stands, and the offset in bytes of what follows it. */
export type CsvRow<Column extends string> = {
  readonly line: number;
  readonly end: number;
  readonly cells: Readonly<Record<Column, string>>;
};

/** Parses lines of a CSV file as they come; the first of all is its header. */
export type CsvParser<Column extends string> = (lines: readonly string[]) => Iterable<{
  readonly line: number;
  /** Of the line among those that were given together. */
  readonly index: number;
  readonly cells: Readonly<Record<Column, string>>;
}>;

/** Throws RunFolderError where the columns are not `columns`, or a line is broken. */
export function csvParser<Column extends string>(
  path: string,
  columns: readonly Column[],
): CsvParser<Column> {
  let header: readonly string[] | undefined;
  let line = 0;
  return function* rows(lines) {
    for (const [index, cells] of recordsOf(path, line, lines).entries()) {
      line += 1;
      if (header === undefined) {
        header = checkedHeader(path, cells, columns);
        continue;
      }
      if (cells.length !== header.length) {
        throw new RunFolderError(
          `${path}, line ${line}: ${cells.length} values, expected ${header.length}`,
        );
      }
      yield { line, index, cells: asRecord(header, cells) as Record<Column, string> };
    }
  };
}

/**
 * The whole rows of a CSV file of a run, some lines in memory at a time; returns the bytes of a last
 * line that was cut in the middle. Throws RunFolderError where the file is missing, its columns are
 * not `columns`, or a line is broken.
 */
export async function* csvRows<Column extends string>(
  path: string,
  columns: readonly Column[],
): AsyncGenerator<CsvRow<Column>, number> {
  const size = await sizeOf(path);
  const parse = csvParser(path, columns);
  let end = 0;
  for await (const lines of wholeLines(path)) {
    for (const { line, index, cells } of parse(lines.map(({ text }) => text))) {
      yield { line, end: lines[index]?.end ?? end, cells };
    }
    end = lines.at(-1)?.end ?? end;
  }
  if (end === 0) throw new RunFolderError(`${path} is empty: expected a header line`);
  return size - end;
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    throw new RunFolderError(`cannot read ${path}: ${messageOf(error)}`);
  }
}

function recordsOf(path: string, before: number, texts: readonly string[]): string[][] {
  try {
    return parse(texts.join('\n'), { relax_column_count: true, bom: before === 0 });
  } catch (error) {
    throw new RunFolderError(`${path}, after line ${before}: ${messageOf(error)}`);
  }
}

function asRecord(header: readonly string[], cells: readonly string[]): Record<string, string> {
  const record: Record<string, string> = {};
  for (const [index, column] of header.entries()) record[column] = cells[index] ?? '';
  return record;
}

function checkedHeader(
  path: string,
  header: readonly string[],
  columns: readonly string[],
): readonly string[] {
  const known = new Set<string>(columns);
  const missing = columns.filter((column) => !header.includes(column));
  const unknown = header.filter((column) => !known.has(column));
  if (missing.length === 0 && unknown.length === 0) return header;
  const lacks = missing.length === 0 ? [] : [`lacks ${missing.join(', ')}`];
  const has = unknown.length === 0 ? [] : [`has the unknown ${unknown.join(', ')}`];
  throw new RunFolderError(
    `${path}: the header ${[...lacks, ...has].join(' and ')}; ` +
      `expected the ${columns.length} columns of ${basename(path)} of this version`,
  );
}
