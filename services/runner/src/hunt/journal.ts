import { openLineFile } from '../run-folder/line-file.ts';
import type { Violation } from '../trial/invariants/index.ts';
import { linesOf } from './lines-of.ts';
import { reachedLine, reachedOf, setLine, setOf, type StepLine } from './search-lines.ts';
import type { Step } from './search/breadth-first.ts';
import { type FaultSet, setKey } from './search/fault-set.ts';
import type { RunSeen } from './search/run-seen.ts';

/** What came of each set, in the order of the search, so that a search that was cut short can go on. */
export type Journal = {
  /** What is known of a set from an earlier part of the search; each is asked for once, in order. */
  recall(set: FaultSet): RunSeen<Violation> | undefined;
  note(step: Step<Violation>): Promise<void>;
  close(): Promise<void>;
};

/** Opens the journal at `path`; from its beginning where nothing is to be recalled. */
export async function openJournal(path: string, resume: boolean): Promise<Journal> {
  const old = resume ? linesOf(path) : undefined;
  const kept = resume ? keptBytes(path) : 0;
  const file = await openLineFile(path, kept);
  let recalled = 0;
  let isOver = !resume;
  return {
    recall(set) {
      if (isOver) return undefined;
      const next = old?.next();
      if (next === undefined || next.done === true) {
        isOver = true;
        return undefined;
      }
      const line = JSON.parse(next.value) as StepLine;
      // Another client, or other flags, would search in another order.
      if (setKey(setOf(line.s)) !== setKey(set)) throw new JournalMismatchError();
      recalled += 1;
      return {
        reached: line.r.map(reachedOf),
        inert: setOf(line.i),
        continuation: line.c,
        violation: line.v,
      };
    },
    async note({ set, seen }) {
      if (recalled > 0) {
        recalled -= 1;
        return;
      }
      await file.append(`${JSON.stringify(stepLine(set, seen))}\n`);
    },
    close: () => file.close(),
  };
}

/** What a journal holds was not searched by the client and the flags at hand. */
export class JournalMismatchError extends Error {}

function keptBytes(path: string): number {
  let bytes = 0;
  for (const line of linesOf(path)) bytes += Buffer.byteLength(line) + 1;
  return bytes;
}

function stepLine(set: FaultSet, seen: RunSeen<Violation>): StepLine {
  const last = set.at(-1)?.at;
  const from = seen.reached.findIndex(
    ({ at }) =>
      at.operation === last?.operation && at.call === last.call && at.attempt === last.attempt,
  );
  return {
    s: setLine(set),
    r: seen.reached.slice(Math.max(0, from)).map(reachedLine),
    i: setLine(seen.inert),
    c: seen.continuation,
    v: seen.violation,
  };
}
