import type { DecisionRecord } from '@chaos-lab/contracts';

/** One logical call of a client, and every try of it. */
export type LoggedCall = {
  readonly session: string;
  readonly operation: string;
  /** The n-th call of the operation in its session. */
  readonly call: number;
  /** In the order in which they came. */
  readonly attempts: readonly DecisionRecord[];
};

/** Records of a tape put together by the calls that they are tries of, in the order of their first tries. */
export function callsOf(records: Iterable<DecisionRecord>): LoggedCall[] {
  const found = new Map<string, DecisionRecord[]>();
  for (const record of records) {
    const { session, arm, operation, call } = record;
    const key = JSON.stringify([session, arm, operation, call]);
    const attempts = found.get(key);
    if (attempts === undefined) found.set(key, [record]);
    else attempts.push(record);
  }
  return [...found.values()].map((attempts) => {
    const [{ session, operation, call }] = attempts as [DecisionRecord];
    return { session, operation, call, attempts };
  });
}
