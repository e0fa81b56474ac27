import { type Address, isSameCall } from './address.ts';
import { type FaultSet, setKey } from './fault-set.ts';

export type ShrinkOptions = {
  /** Words of faults from the weakest to the strongest; earlier phases before later ones. */
  readonly weakest: readonly string[];
  /** Whether the client breaks the same invariant under this set. */
  readonly fails: (set: FaultSet) => Promise<boolean>;
};

/**
 * The weakest set that is found from a failing one by steps that each keep it failing: a fault left
 * out, an earlier try or call, a weaker kind. Asks about each set once.
 */
export async function shrink(set: FaultSet, { weakest, fails }: ShrinkOptions): Promise<FaultSet> {
  const asked = new Set<string>([setKey(set)]);
  let best = set;
  for (;;) {
    let smaller: FaultSet | undefined;
    for (const one of [...without(best), ...earlier(best), ...weaker(best, weakest)]) {
      const key = setKey(one);
      if (asked.has(key)) continue;
      asked.add(key);
      if (await fails(one)) {
        smaller = one;
        break;
      }
    }
    if (smaller === undefined) return best;
    best = smaller;
  }
}

/**
 * One fault left out: as it is; with the later tries of its call a try earlier; and with the later calls
 * of its operation a call earlier, which is what tries are that do not look like tries.
 */
function* without(set: FaultSet): Generator<FaultSet> {
  for (const [index, gone] of set.entries()) {
    const rest = set.filter((_, other) => other !== index);
    yield rest;
    yield rest.map(({ at, fault }) => ({ at: aTryEarlier(at, gone.at), fault }));
    yield rest.map(({ at, fault }) => ({ at: aCallEarlier(at, gone.at), fault }));
  }
}

function aTryEarlier(at: Address, gone: Address): Address {
  const { operation, call, attempt } = at;
  return isSameCall(at, gone) && attempt > gone.attempt
    ? { operation, call, attempt: attempt - 1 }
    : at;
}

function aCallEarlier(at: Address, gone: Address): Address {
  const { operation, call, attempt } = at;
  return operation === gone.operation && call > gone.call
    ? { operation, call: call - 1, attempt }
    : at;
}

/** One fault at an earlier try, or at an earlier call, where no other stands. */
function* earlier(set: FaultSet): Generator<FaultSet> {
  for (const [index, { at, fault }] of set.entries()) {
    const { operation, call, attempt } = at;
    for (const lower of [
      ...below(attempt).map((tries) => ({ operation, call, attempt: tries })),
      ...below(call).map((calls) => ({ operation, call: calls, attempt })),
    ]) {
      if (set.some((other) => isSameCall(other.at, lower) && other.at.attempt === lower.attempt)) {
        continue;
      }
      yield set.with(index, { at: lower, fault });
    }
  }
}

/** 1, ..., n - 1. */
const below = (n: number): number[] => Array.from({ length: n - 1 }, (_, index) => index + 1);

function* weaker(set: FaultSet, weakest: readonly string[]): Generator<FaultSet> {
  for (const [index, { at, fault }] of set.entries()) {
    const strength = weakest.indexOf(fault);
    for (const word of weakest.slice(0, Math.max(0, strength))) {
      yield set.with(index, { at, fault: word });
    }
  }
}
