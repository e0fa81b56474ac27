import type { RunRow } from '@chaos-lab/contracts';
import { rowParser } from './row-parser.ts';
import { wholeLines } from './whole-lines.ts';

/** A row of `results.csv` and the offset in bytes of what follows it. */
export type PlacedRow = { readonly row: RunRow; readonly end: number };

/** The whole rows of a `results.csv`, one after another in constant memory. */
export async function* readRows(path: string): AsyncGenerator<PlacedRow> {
  const parse = rowParser(path);
  for await (const lines of wholeLines(path)) {
    for (const { row, index } of parse(lines.map(({ text }) => text))) {
      yield { row, end: lines[index]?.end ?? 0 };
    }
  }
}
