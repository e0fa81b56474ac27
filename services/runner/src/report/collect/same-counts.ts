import { join } from 'node:path';
import { type Cell, RUN_FILE, type Summary, VERDICTS } from '@chaos-lab/contracts';
import { RunFolderError } from '../../errors.ts';

/** Throws RunFolderError where the rows of a complete run do not add up to its summary. */
export function requireSameCounts(folder: string, summary: Summary, counted: Summary): void {
  const path = join(folder, RUN_FILE.results);
  if (summary.runs !== counted.runs) {
    throw new RunFolderError(
      `${path} holds ${counted.runs} runs, ${RUN_FILE.summary} beside it ${summary.runs}: one of them is cut or changed`,
    );
  }
  for (const cell of counted.cells) {
    const told = summary.cells.find(
      (one) => one.arm === cell.arm && one.failure_rate === cell.failure_rate,
    );
    const verdict = VERDICTS.find((name) => countOf(told, name) !== countOf(cell, name));
    if (verdict === undefined) continue;
    throw new RunFolderError(
      `${path} has ${countOf(cell, verdict)} × ${verdict} for ${cell.arm} at ${cell.failure_rate}, ` +
        `${RUN_FILE.summary} beside it ${countOf(told, verdict)}: one of them was changed`,
    );
  }
}

const countOf = (cell: Cell | undefined, verdict: (typeof VERDICTS)[number]): number =>
  cell?.verdicts[verdict] ?? 0;
