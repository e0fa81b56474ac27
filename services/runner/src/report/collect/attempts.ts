import { TWIN_SUFFIX } from '@chaos-lab/contracts';
import { type AttemptCells, readAttempts } from '../../run-folder/streams/attempts-file.ts';
import { drain } from '../../run-folder/drain.ts';
import { BoundedTally } from './bounded-tally.ts';

export type { AttemptCells };

/** A fault as a reader names it, the operation it met and its phase. */
export type FaultCount = {
  readonly fault: string;
  readonly phase: string;
  readonly operation: string;
  readonly count: number;
};

/** What an arm did about a failure of one kind. */
export type RecoveryCount = {
  readonly arm: string;
  readonly condition: string;
  readonly strategy: string;
  readonly count: number;
};

export type AttemptsDigest = {
  readonly calls: number;
  /** Bytes of a last line that was cut in the middle. */
  readonly cut: number;
  readonly faults: readonly FaultCount[];
  readonly recoveries: readonly RecoveryCount[];
  /** Calls of the runs that were asked for, by run, at most `MOST_CALLS` each. */
  readonly timelines: ReadonlyMap<string, readonly AttemptCells[]>;
};

export const MOST_CALLS = 60;
const MOST_KINDS = 500;

/**
 * Reads the calls once: counts faults and recoveries of the arms, without the twin of the A/A check,
 * and keeps the calls of the wanted runs.
 */
export async function digestAttempts(
  path: string,
  wanted: ReadonlySet<string>,
): Promise<AttemptsDigest> {
  const faults = new BoundedTally(MOST_KINDS);
  const recoveries = new BoundedTally(MOST_KINDS);
  const timelines = new Map<string, AttemptCells[]>();
  let calls = 0;
  const cut = await drain(readAttempts(path), ({ cells }) => {
    calls += 1;
    if (cells.arm.endsWith(TWIN_SUFFIX)) return;
    if (cells.fault !== '') faults.add([faultName(cells), cells.phase, cells.operation]);
    if (cells.strategy !== '') recoveries.add([cells.arm, cells.condition, cells.strategy]);
    if (!wanted.has(cells.run_id)) return;
    const timeline = timelines.get(cells.run_id) ?? [];
    timelines.set(cells.run_id, timeline);
    if (timeline.length < MOST_CALLS) timeline.push(cells);
  });
  return {
    calls,
    cut,
    faults: faults.entries().map(([[fault = '', phase = '', operation = ''], count]) => ({
      fault,
      phase,
      operation,
      count,
    })),
    recoveries: recoveries.entries().map(([[arm = '', condition = '', strategy = ''], count]) => ({
      arm,
      condition,
      strategy,
      count,
    })),
    timelines,
  };
}

/** `http-error 503`: a fault that answers carries its status in its name. */
function faultName({ fault, phase, status }: AttemptCells): string {
  return phase === 'before' && status !== '' ? `${fault} ${status}` : fault;
}
