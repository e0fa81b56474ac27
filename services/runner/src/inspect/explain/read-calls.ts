import type { DecisionRecord } from '@chaos-lab/contracts';
import { type AttemptCells, readAttempts } from '../../run-folder/streams/attempts-file.ts';
import { readTape } from '../../run-folder/streams/tape-file.ts';

/** The rows of `attempts.csv` that belong to the given runs, by run. */
export async function attemptsOf(
  path: string,
  runIds: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly AttemptCells[]>> {
  const found = new Map<string, AttemptCells[]>();
  for await (const { cells } of readAttempts(path)) {
    if (!runIds.has(cells.run_id)) continue;
    found.set(cells.run_id, [...(found.get(cells.run_id) ?? []), cells]);
  }
  return found;
}

/** The records of the given sessions, by `SESSION@ARM`. */
export async function recordsOf(
  path: string,
  sessions: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly DecisionRecord[]>> {
  const found = new Map<string, DecisionRecord[]>();
  for await (const { record } of readTape(path)) {
    if (!sessions.has(record.session)) continue;
    const key = `${record.session}@${record.arm}`;
    found.set(key, [...(found.get(key) ?? []), record]);
  }
  return found;
}
