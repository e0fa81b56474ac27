import { parseRunRow, type RunRow } from '@chaos-lab/contracts';
import { parse } from 'csv-parse/sync';
import { OutputError } from '../errors.ts';
import { wholeLines } from './whole-lines.ts';

/** A row of `results.csv` and the offset in bytes of what follows it. */
export type PlacedRow = { readonly row: RunRow; readonly end: number };

/** The whole rows of a `results.csv`, one after another in constant memory. */
export async function* readRows(path: string): AsyncGenerator<PlacedRow> {
  let columns: string[] | undefined;
  let line = 0;
  for await (const lines of wholeLines(path)) {
    const records: string[][] = parse(lines.map(({ text }) => text).join('\n'));
    for (const [index, cells] of records.entries()) {
      line += 1;
      if (columns === undefined) {
        columns = cells;
        continue;
      }
      const names = columns;
      const row = parseRunRow(Object.fromEntries(cells.map((cell, at) => [names[at] ?? '', cell])));
      const end = lines[index]?.end;
      if (row === undefined || end === undefined) {
        throw new OutputError(
          `${path}:${line}: not a row of results: expected the columns of a run`,
        );
      }
      yield { row, end };
    }
  }
}
