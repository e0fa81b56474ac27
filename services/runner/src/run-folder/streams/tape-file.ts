import { type DecisionRecord, decisionRecordSchema, parseWireArm } from '@chaos-lab/contracts';
import { messageOf, RunFolderError } from '../../errors.ts';
import { wholeLines } from '../whole-lines.ts';
import type { Stream } from './stream.ts';

/** A record of a `tape.ndjson`, its line, and the offset in bytes of what follows it. */
export type PlacedRecord = {
  readonly record: DecisionRecord;
  readonly text: string;
  readonly end: number;
};

/** The whole records of a tape. Throws RunFolderError where a line is none. */
export async function* readTape(path: string): AsyncGenerator<PlacedRecord> {
  let line = 0;
  for await (const lines of wholeLines(path)) {
    for (const { text, end } of lines) {
      line += 1;
      yield { record: recordOf(path, line, text), text, end };
    }
  }
}

function recordOf(path: string, line: number, text: string): DecisionRecord {
  try {
    return decisionRecordSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new RunFolderError(`${path}, line ${line}: no record of a decision: ${messageOf(error)}`);
  }
}

/** `tape.ndjson`: the records of the proxy, run by run. */
export const tape: Stream = {
  header: '',
  lines: (runs) => runs.flatMap(({ tapeLines }) => tapeLines.map((line) => `${line}\n`)).join(''),
  async keptBytes(path, isDone, into) {
    let kept = 0;
    let records: DecisionRecord[] = [];
    const handOver = (): void => {
      if (records.length > 0) into.records(records);
      records = [];
    };
    for await (const { record, end } of readTape(path)) {
      const rate = parseWireArm(record.arm)?.rate;
      if (rate === undefined || !isDone(record.session, rate)) break;
      if (records[0] !== undefined && !isSamePair(records[0], record)) handOver();
      records.push(record);
      kept = end;
    }
    handOver();
    return kept;
  },
};

const isSamePair = (one: DecisionRecord, other: DecisionRecord): boolean =>
  one.session === other.session && parseWireArm(one.arm)?.rate === parseWireArm(other.arm)?.rate;
