import type { DecisionRecord } from '@chaos-lab/contracts';

/** What the proxy's records alone tell about a run. */
export type TapeAccount = {
  readonly calls: number;
  readonly faults: number;
  readonly timed: boolean;
  /** Operations that were answered with success at least once. */
  readonly succeeded: ReadonlySet<string>;
  /** The operation of the last call, where it was not answered with success. */
  readonly failedAt: string;
  readonly failureStatus: number | null;
  /** Calls beyond the first of each operation. */
  readonly retries: number;
  /** Real ms between the end of a call and the start of the next. */
  readonly betweenCallsMs: number;
  /** Calls that a real failure of the upstream ended, which no fault asked for. */
  readonly realFailures: number;
};

const isSuccess = (record: DecisionRecord): boolean =>
  record.status !== null && record.status >= 200 && record.status < 300;

export function accountOf(records: readonly DecisionRecord[]): TapeAccount {
  const operations = new Set(records.map((record) => record.operation));
  const last = records.at(-1);
  const failed = last !== undefined && !isSuccess(last);
  return {
    calls: records.length,
    faults: records.filter((r) => r.fault !== null && r.suppressed === null).length,
    timed: records.some((record) => record.timed),
    succeeded: new Set(records.filter(isSuccess).map((record) => record.operation)),
    failedAt: failed ? last.operation : '',
    failureStatus: failed ? last.status : null,
    retries: records.length - operations.size,
    betweenCallsMs: betweenCalls(records),
    realFailures: records.filter((r) => r.end?.startsWith('upstream-') === true).length,
  };
}

function betweenCalls(records: readonly DecisionRecord[]): number {
  let sum = 0;
  for (const [index, record] of records.entries()) {
    const before = records[index - 1];
    if (before === undefined) continue;
    sum += Math.max(0, record.startedAt - before.startedAt - (before.durationMs ?? 0));
  }
  return sum;
}
