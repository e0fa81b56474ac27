import {
  parseRunRow,
  RUN_COLUMNS,
  type RunColumn,
  type RunRow,
  VERDICTS,
} from '@chaos-lab/contracts';
import { RunFolderError } from '../errors.ts';
import { csvRows } from './csv-rows.ts';

const KNOWN_VERDICTS = new Set<string>(VERDICTS);
const COLUMNS = Object.keys(RUN_COLUMNS) as RunColumn[];

/**
 * The rows of `results.csv` pair by pair: all arms of one session at one rate, in the order of the
 * file. Returns the bytes of a last line that was cut.
 */
export async function* pairsOf(path: string): AsyncGenerator<readonly RunRow[], number> {
  let pair: RunRow[] = [];
  const rows = csvRows(path, COLUMNS);
  while (true) {
    const next = await rows.next();
    if (next.done === true) {
      if (pair.length > 0) yield pair;
      return next.value;
    }
    const row = rowOf(path, next.value);
    const [first] = pair;
    if (first && (first.session !== row.session || first.failure_rate !== row.failure_rate)) {
      yield pair;
      pair = [];
    }
    pair.push(row);
  }
}

function rowOf(
  path: string,
  { line, cells }: { readonly line: number; readonly cells: Readonly<Record<string, string>> },
): RunRow {
  const row = parseRunRow(cells);
  if (row !== undefined && KNOWN_VERDICTS.has(row.verdict)) return row;
  throw new RunFolderError(
    `${path}, line ${line}: a value is not of its column's kind: expected a row of results.csv`,
  );
}
