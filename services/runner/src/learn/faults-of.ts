import type { ScenarioInput } from '@chaos-lab/contracts';
import type { ObservedCall } from './observed-call.ts';
import { excessMs, lognormalOf } from './slowness.ts';

type FaultInput = ScenarioInput['rules'][number]['faults'][number];

const TOO_MANY_REQUESTS = 429;
const REQUEST_TIMEOUT = 408;

/** No answer, or one that blames the service. What blames the request would happen anywhere. */
export function isFailure({ status }: ObservedCall): boolean {
  return (
    status === 0 || status >= 500 || status === TOO_MANY_REQUESTS || status === REQUEST_TIMEOUT
  );
}

/** What went wrong in a stretch of calls of one operation, each way weighted by its count. */
export function faultsOf(calls: readonly ObservedCall[], usual: number | null): FaultInput[] {
  const statuses = new Map<number, number>();
  const excesses: number[] = [];
  for (const call of calls) {
    if (isFailure(call)) statuses.set(call.status, (statuses.get(call.status) ?? 0) + 1);
    else {
      const excess = excessMs(call, usual);
      if (excess !== null) excesses.push(excess);
    }
  }
  const failures = [...statuses]
    .toSorted(([a], [b]) => a - b)
    .map(([status, weight]) =>
      status === 0
        ? { kind: 'close' as const, weight }
        : { kind: 'http-error' as const, status: Math.min(status, 599), weight },
    );
  if (excesses.length === 0) return failures;
  const delay = { distribution: 'lognormal' as const, ...lognormalOf(excesses) };
  return [...failures, { kind: 'latency' as const, weight: excesses.length, delay }];
}
