import { addressText } from '../hunt/search/address.ts';
import type { Calm } from '../trial/calm.ts';
import { story } from '../trial/story.ts';
import { type Cell, resultWords } from './cell.ts';
import { isBad } from './report-text.ts';

export type CheckResult = {
  readonly cells: readonly Cell[];
  readonly repeat: (cell: Cell) => string;
  readonly calm: Calm;
  readonly target: string;
  readonly client: string;
  /** Who judged. */
  readonly oracle: string;
};

/** What `--json` prints. Times in real ms. */
export function checkJson({ cells, repeat, calm, target, client, oracle }: CheckResult) {
  return {
    target,
    command: client,
    oracle,
    calm: {
      requests: calm.requests,
      effects: Object.fromEntries(calm.effects),
      durationMs: Math.round(calm.realMs),
    },
    found: cells.filter(isBad).length,
    cells: cells.map((cell) => ({
      call: addressText(cell.call),
      fault: cell.column.name,
      result: cell.result.kind === 'broken' ? cell.result.invariant : cell.result.kind,
      words: resultWords(cell.result),
      detail: cell.result.kind === 'broken' ? cell.result.detail : null,
      requests: cell.run.records.length,
      says: cell.run.end.says,
      durationMs: Math.round(cell.run.end.realMs),
      ...(isBad(cell) ? { story: story(cell.run), repeat: repeat(cell) } : {}),
    })),
  };
}
