import { ATTEMPT_COLUMNS, type AttemptColumn } from '@chaos-lab/contracts';
import { type CsvRow, csvRows } from '../csv-file.ts';
import { csvTable } from '../csv-table.ts';
import type { Stream } from './stream.ts';

const TABLE = csvTable(ATTEMPT_COLUMNS);

export type AttemptCells = Readonly<Record<AttemptColumn, string>>;

/** The whole rows of an `attempts.csv`; returns the bytes of a last line that was cut. */
export const readAttempts = (path: string): AsyncGenerator<CsvRow<AttemptColumn>, number> =>
  csvRows(path, ATTEMPT_COLUMNS);

/** `attempts.csv`: a line a call. */
export const attempts: Stream = {
  header: TABLE.header,
  lines: (runs) => TABLE.lines(runs.flatMap((run) => run.attempts)),
  async keptBytes(path, isDone) {
    let kept = 0;
    for await (const { cells, end } of readAttempts(path)) {
      if (!isDone(cells.session, Number(cells.failure_rate))) break;
      kept = end;
    }
    return kept;
  },
};
