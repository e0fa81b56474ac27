import type { RunRow } from '@chaos-lab/contracts';
import { readResults } from '../../run-folder/streams/results-file.ts';

/** Which runs are asked for: a session, one run (`SESSION@ARM`), or some of its arms and rates. */
export type RunSelection = {
  readonly session: string;
  readonly arm?: string | undefined;
  readonly rate?: number | undefined;
};

export async function findRuns(path: string, selection: RunSelection): Promise<RunRow[]> {
  const { session, arm, rate } = selection;
  const found: RunRow[] = [];
  for await (const { row } of readResults(path)) {
    if (row.session !== session && row.run_id !== session) continue;
    if (arm !== undefined && row.arm !== arm) continue;
    if (rate !== undefined && row.failure_rate !== rate) continue;
    found.push(row);
  }
  return found;
}
