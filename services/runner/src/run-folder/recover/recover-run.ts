import { join } from 'node:path';
import {
  decisionRecordSchema,
  type DecisionRecord,
  type Experiment,
  parseWireArm,
  RUN_FILE,
  type RunRow,
} from '@chaos-lab/contracts';
import { parse } from 'csv-parse/sync';
import { readRows } from '../read-rows.ts';
import type { KeptBytes } from '../recorder.ts';
import { completedPairs, positionOf } from './completed-pairs.ts';
import { wholeLines } from '../whole-lines.ts';

/** Takes in what an earlier part of the run left, as if it had just happened. */
export type Replayed = {
  rows(rows: readonly RunRow[]): void;
  records(rate: number, records: readonly DecisionRecord[]): void;
};

export type Recovered = {
  /** Position of the first pair that is still to be made. */
  readonly next: number;
  readonly keep: KeptBytes;
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
  let last = -1;
  let results = 0;
  for await (const done of completedPairs(experiment, readRows(join(folder, RUN_FILE.results)))) {
    into.rows(done.rows);
    last = done.pair.position;
    results = done.end;
  }
  if (last === -1) return { next: 0, keep: { results: 0, attempts: 0, tape: 0 } };
  const isDone = (session: string, rate: number): boolean => {
    const position = positionOf(experiment, rate, session);
    return position !== -1 && position <= last;
  };
  const tape = await recoverTape(join(folder, RUN_FILE.tape), isDone, into);
  const attempts = await keptAttempts(join(folder, RUN_FILE.attempts), isDone);
  return { next: last + 1, keep: { results, attempts, tape } };
}

type IsDone = (session: string, rate: number) => boolean;

/** Bytes of the tape that belong to complete pairs; hands their records over, pair by pair. */
async function recoverTape(path: string, isDone: IsDone, into: Replayed): Promise<number> {
  let kept = 0;
  let records: DecisionRecord[] = [];
  let current: { session: string; rate: number } | undefined;
  const handOver = (): void => {
    if (current !== undefined) into.records(current.rate, records);
    records = [];
  };
  reading: for await (const lines of wholeLines(path)) {
    for (const { text, end } of lines) {
      const record = decisionRecordSchema.parse(JSON.parse(text));
      const rate = parseWireArm(record.arm)?.rate;
      if (rate === undefined || !isDone(record.session, rate)) break reading;
      if (current?.session !== record.session || current.rate !== rate) handOver();
      current = { session: record.session, rate };
      records.push(record);
      kept = end;
    }
  }
  handOver();
  return kept;
}

async function keptAttempts(path: string, isDone: IsDone): Promise<number> {
  let kept = 0;
  let columns: { session: number; rate: number } | undefined;
  for await (const lines of wholeLines(path)) {
    const rows: string[][] = parse(lines.map(({ text }) => text).join('\n'));
    for (const [index, cells] of rows.entries()) {
      if (columns === undefined) {
        columns = { session: cells.indexOf('session'), rate: cells.indexOf('failure_rate') };
      } else if (!isDone(cells[columns.session] ?? '', Number(cells[columns.rate]))) {
        return kept;
      }
      kept = lines[index]?.end ?? kept;
    }
  }
  return kept;
}
