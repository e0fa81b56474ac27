import { parseRunRow, type RunRow } from '@chaos-lab/contracts';
import { parse } from 'csv-parse/sync';
import { OutputError } from '../errors.ts';

/** A row and the index of its line among those that were given together. */
export type ParsedRow = { readonly row: RunRow; readonly index: number };

/**
 * Parses the lines of a `results.csv` as they come; the first of all is its header. Throws
 * OutputError with file and line for what is no row of results.
 */
export function rowParser(path: string): (lines: readonly string[]) => Generator<ParsedRow> {
  let columns: string[] | undefined;
  let line = 0;
  return function* rows(lines) {
    const records: string[][] = parse(lines.join('\n'));
    for (const [index, cells] of records.entries()) {
      line += 1;
      if (columns === undefined) {
        columns = cells;
        continue;
      }
      const names = columns;
      const row = parseRunRow(Object.fromEntries(cells.map((cell, at) => [names[at] ?? '', cell])));
      if (row === undefined) {
        throw new OutputError(
          `${path}:${line}: not a row of results: expected the columns of a run`,
        );
      }
      yield { row, index };
    }
  };
}
