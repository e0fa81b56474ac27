import type { Cell, Summary } from '@chaos-lab/contracts';
import { percent } from './words.ts';
import { textTable } from './text-table.ts';

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)}s`;
const each = (sum: number, { runs }: Cell): string => (runs === 0 ? '-' : (sum / runs).toFixed(2));

/** The summary as a table: a line an arm and rate. */
export function summaryTable({ cells, confidence }: Summary, width?: number): string {
  const level = `${Number((100 * confidence).toPrecision(6))}%`;
  return textTable(
    [
      'rate',
      'arm',
      'runs',
      'success',
      `Wilson ${level}`,
      'first try',
      'corrupted',
      'false claims',
      'retries/run',
      'calls/run',
      'mean wait',
    ],
    cells.map((cell) => [
      String(cell.failure_rate),
      cell.arm,
      String(cell.runs),
      ratio(cell.success.ratio),
      `[${percent(cell.success.low)}, ${percent(cell.success.high)}]`,
      ratio(cell.first_try_success.ratio),
      String(cell.verdicts.corrupted ?? 0),
      String((cell.verdicts.false_success ?? 0) + (cell.verdicts.false_failure ?? 0)),
      each(cell.retries, cell),
      each(cell.upstream_calls, cell),
      seconds(cell.wait_ms.mean),
    ]),
    { width, keys: 2 },
  );
}

const ratio = (value: number | null): string => (value === null ? '-' : percent(value));
