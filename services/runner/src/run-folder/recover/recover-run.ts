import { join } from 'node:path';
import { type Experiment, RUN_FILE } from '@chaos-lab/contracts';
import type { KeptBytes } from '../recorder.ts';
import { STREAM_NAMES, STREAMS } from '../streams/all-streams.ts';
import { readResults } from '../streams/results-file.ts';
import type { IsDone, Replayed } from '../streams/stream.ts';
import { hasLine } from '../whole-lines.ts';
import { completedPairs, positionOf } from './completed-pairs.ts';

export type Recovered = {
  /** Position of the first pair that is still to be made. */
  readonly next: number;
  /** Absent where nothing is kept. */
  readonly keep?: KeptBytes;
};

/**
 * Reads a run folder up to its last complete pair. What stands behind it in any of the files, torn
 * lines and pairs that were only begun, is not kept: those pairs are made again.
 */
export async function recoverRun(
  folder: string,
  experiment: Experiment,
  into: Replayed,
): Promise<Recovered> {
  const path = join(folder, RUN_FILE.results);
  // Cut short before its first line was whole.
  if (!(await hasLine(path))) return { next: 0 };
  let last = -1;
  for await (const done of completedPairs(experiment, readResults(path))) {
    into.rows(done.rows);
    last = done.pair.position;
  }
  if (last === -1) return { next: 0 };
  const isDone: IsDone = (session, rate) => {
    const position = positionOf(experiment, rate, session);
    return position !== -1 && position <= last;
  };
  const kept: Partial<Record<keyof KeptBytes, number>> = {};
  for (const name of STREAM_NAMES) {
    kept[name] = await STREAMS[name].keptBytes(join(folder, RUN_FILE[name]), isDone, into);
  }
  return { next: last + 1, keep: kept as KeptBytes };
}
