import { DETERMINISTIC_COLUMNS, type RunRow } from '@chaos-lab/contracts';

const COMPARED = DETERMINISTIC_COLUMNS.filter((column) => column !== 'experiment_id');

export type RowsDiff = {
  readonly inBoth: number;
  readonly onlyInFirst: number;
  readonly onlyInSecond: number;
  /** Runs whose deterministic columns differ. */
  readonly changed: number;
  /** How many runs went from one verdict to another, `FROM -> TO`. */
  readonly verdicts: ReadonlyMap<string, number>;
  /** The first runs that differ, with the columns that do: `COLUMN: FIRST -> SECOND`. */
  readonly examples: readonly { readonly run: string; readonly columns: readonly string[] }[];
};

const MAX_EXAMPLES = 10;

/** Compares runs of the same name by their deterministic columns. Keeps the second in memory. */
export async function diffRows(
  first: AsyncIterable<{ readonly row: RunRow }>,
  second: AsyncIterable<{ readonly row: RunRow }>,
): Promise<RowsDiff> {
  const others = new Map<string, RunRow>();
  for await (const { row } of second) others.set(row.run_id, row);
  const verdicts = new Map<string, number>();
  const examples: { run: string; columns: string[] }[] = [];
  const counts = { inBoth: 0, onlyInFirst: 0, changed: 0 };
  for await (const { row } of first) {
    const other = others.get(row.run_id);
    if (other === undefined) {
      counts.onlyInFirst += 1;
      continue;
    }
    others.delete(row.run_id);
    counts.inBoth += 1;
    const columns = COMPARED.filter((column) => row[column] !== other[column]);
    if (columns.length === 0) continue;
    counts.changed += 1;
    if (row.verdict !== other.verdict) {
      const change = `${row.verdict} -> ${other.verdict}`;
      verdicts.set(change, (verdicts.get(change) ?? 0) + 1);
    }
    if (examples.length < MAX_EXAMPLES) {
      const shown = columns.map((column) => `${column}: ${row[column]} -> ${other[column]}`);
      examples.push({ run: row.run_id, columns: shown });
    }
  }
  return { ...counts, onlyInSecond: others.size, verdicts, examples };
}
