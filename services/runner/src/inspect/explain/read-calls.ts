import { type DecisionRecord, decisionRecordSchema } from '@chaos-lab/contracts';
import { parse } from 'csv-parse/sync';
import { wholeLines } from '../../run-folder/whole-lines.ts';

export type Cells = Readonly<Record<string, string>>;

/** The rows of `attempts.csv` that belong to the given runs, by run. */
export async function readAttempts(
  path: string,
  runIds: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly Cells[]>> {
  const found = new Map<string, Cells[]>();
  let columns: string[] | undefined;
  for await (const lines of wholeLines(path)) {
    const rows: string[][] = parse(lines.map(({ text }) => text).join('\n'));
    for (const cells of rows) {
      if (columns === undefined) {
        columns = cells;
        continue;
      }
      const names = columns;
      const row = Object.fromEntries(cells.map((cell, at) => [names[at] ?? '', cell]));
      const runId = row['run_id'] ?? '';
      if (runIds.has(runId)) found.set(runId, [...(found.get(runId) ?? []), row]);
    }
  }
  return found;
}

/** The records of the given sessions, by `SESSION@ARM`. */
export async function readTape(
  path: string,
  sessions: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly DecisionRecord[]>> {
  const found = new Map<string, DecisionRecord[]>();
  for await (const lines of wholeLines(path)) {
    for (const { text } of lines) {
      const record = decisionRecordSchema.parse(JSON.parse(text));
      if (!sessions.has(record.session)) continue;
      const key = `${record.session}@${record.arm}`;
      found.set(key, [...(found.get(key) ?? []), record]);
    }
  }
  return found;
}
