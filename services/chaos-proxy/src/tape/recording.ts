import type { DecisionRecord } from '@chaos-lab/contracts';

/** What a recording knows about one call. */
type Recorded = Pick<
  DecisionRecord,
  'rule' | 'rate' | 'draws' | 'fault' | 'phase' | 'parameters' | 'suppressed' | 'timed'
>;

type Calls = { readonly taken: Recorded[]; next: number };

/** Decisions of a recording at most; it is held in memory. */
export const MAX_RECORDED = 1_000_000;

/** Recorded decisions by session, arm, operation, call and attempt. */
export class Recording {
  readonly #calls = new Map<string, Calls>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(record: DecisionRecord): void {
    const { rule, rate, draws, fault, phase, parameters, suppressed, timed } = record;
    const recorded = { rule, rate, draws, fault, phase, parameters, suppressed, timed };
    const key = keyOf(record);
    const known = this.#calls.get(key);
    if (known === undefined) this.#calls.set(key, { taken: [recorded], next: 0 });
    else known.taken.push(recorded);
    this.#size += 1;
  }

  /** The next decision about this call; where it was recorded several times, in their order. */
  take(
    call: Pick<DecisionRecord, 'session' | 'arm' | 'operation' | 'call' | 'attempt'>,
  ): Recorded | undefined {
    const calls = this.#calls.get(keyOf(call));
    if (calls === undefined) return undefined;
    const recorded = calls.taken[Math.min(calls.next, calls.taken.length - 1)];
    calls.next += 1;
    return recorded;
  }
}

function keyOf(
  address: Pick<DecisionRecord, 'session' | 'arm' | 'operation' | 'call' | 'attempt'>,
): string {
  const { session, arm, operation, call, attempt } = address;
  return `${session}\n${arm}\n${operation}\n${call}\n${attempt}`;
}
