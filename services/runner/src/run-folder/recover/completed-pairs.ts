import type { Experiment, RunRow } from '@chaos-lab/contracts';
import { type PlannedPair, planPair, plannedPairs, sessionName } from '../../experiment/pairs.ts';
import type { PlacedRow } from '../streams/results-file.ts';
import { runId } from '../../experiment/run-id.ts';

/** The rows of one pair that is there as a whole, and the offset of what follows it. */
export type CompletedPair = {
  readonly pair: PlannedPair;
  readonly rows: readonly RunRow[];
  readonly end: number;
};

/**
 * The pairs at the start of a `results.csv` whose rows are all there, in the order of the design.
 * It ends before the first pair that is not complete or not where it belongs.
 */
export async function* completedPairs(
  experiment: Experiment,
  placed: AsyncIterable<PlacedRow>,
): AsyncGenerator<CompletedPair> {
  let rows: RunRow[] = [];
  let pair: PlannedPair | undefined;
  let last = -1;
  for await (const { row, end } of placed) {
    pair ??= pairAt(experiment, positionOf(experiment, row.failure_rate, row.session), last);
    const expected = pair?.runs[rows.length];
    if (pair === undefined || expected === undefined) return;
    if (row.run_id !== runId(pair.session, expected.wireArm)) return;
    rows.push(row);
    if (rows.length < pair.runs.length) continue;
    yield { pair, rows, end };
    last = pair.position;
    rows = [];
    pair = undefined;
  }
}

function pairAt(experiment: Experiment, position: number, after: number): PlannedPair | undefined {
  // Sequential stopping leaves out the rest of a rate, so that the next rate may come early.
  const isNext = position === after + 1 || (position > after && position % experiment.pairs === 0);
  return isNext && position < plannedPairs(experiment) ? planPair(experiment, position) : undefined;
}

/** Where the pair of a session at a rate stands in the design; -1 where it does not belong to it. */
export function positionOf(experiment: Experiment, rate: number, session: string): number {
  const at = experiment.rates.indexOf(rate);
  const pair = Number(session.slice(sessionName(experiment.name, 0).length - 1));
  const fits = Number.isInteger(pair) && session === sessionName(experiment.name, pair);
  return at === -1 || !fits || pair >= experiment.pairs ? -1 : at * experiment.pairs + pair;
}
