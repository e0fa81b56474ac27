import { parseRunRow, RUN_COLUMN_NAMES, type RunRow, VERDICTS } from '@chaos-lab/contracts';
import { RunFolderError } from '../../errors.ts';
import { csvParser, csvRows } from '../csv-file.ts';
import { csvTable } from '../csv-table.ts';
import type { Stream } from './stream.ts';

const TABLE = csvTable(RUN_COLUMN_NAMES);

/** A row of `results.csv` and the offset in bytes of what follows it. */
export type PlacedRow = { readonly row: RunRow; readonly end: number };

const KNOWN_VERDICTS = new Set<string>(VERDICTS);

/** Parses lines of a `results.csv` as they come. Throws RunFolderError for what is no row of results. */
export function resultsParser(path: string): (lines: readonly string[]) => RunRow[] {
  const parse = csvParser(path, RUN_COLUMN_NAMES);
  return (lines) => [...parse(lines)].map(({ line, cells }) => rowOf(path, line, cells));
}

/**
 * The whole rows of a `results.csv`, one after another in constant memory; returns the bytes of a last
 * line that was cut. Throws RunFolderError where a value is not of its column's kind.
 */
export async function* readResults(path: string): AsyncGenerator<PlacedRow, number> {
  const rows = csvRows(path, RUN_COLUMN_NAMES);
  while (true) {
    const next = await rows.next();
    if (next.done === true) return next.value;
    const { line, end, cells } = next.value;
    yield { row: rowOf(path, line, cells), end };
  }
}

function rowOf(path: string, line: number, cells: Readonly<Record<string, string>>): RunRow {
  const row = parseRunRow(cells);
  if (row !== undefined && KNOWN_VERDICTS.has(row.verdict)) return row;
  throw new RunFolderError(
    `${path}, line ${line}: a value is not of its column's kind: expected a row of results.csv`,
  );
}

/** The same pair by pair: all arms of one session at one rate, in the order of the file. */
export async function* readPairs(path: string): AsyncGenerator<readonly RunRow[], number> {
  let pair: RunRow[] = [];
  const rows = readResults(path);
  while (true) {
    const next = await rows.next();
    if (next.done === true) {
      if (pair.length > 0) yield pair;
      return next.value;
    }
    const { row } = next.value;
    const [first] = pair;
    if (first && (first.session !== row.session || first.failure_rate !== row.failure_rate)) {
      yield pair;
      pair = [];
    }
    pair.push(row);
  }
}

/** `results.csv`: a line a run. */
export const results: Stream = {
  header: TABLE.header,
  lines: (runs) => TABLE.lines(runs.map((run) => run.row)),
  async keptBytes(path, isDone) {
    let kept = 0;
    for await (const { row, end } of readResults(path)) {
      if (!isDone(row.session, row.failure_rate)) break;
      kept = end;
    }
    return kept;
  },
};
