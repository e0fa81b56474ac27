import { addressText } from './search/address.ts';
import type { Violation } from '../trial/invariants/index.ts';
import { type Observation, wasFaulted } from '../trial/observation.ts';

/** What the client did when an operation met a kind of fault, over all runs. */
export type Reaction = {
  readonly operation: string;
  readonly fault: string;
  /** Times that it was met. */
  met: number;
  /** Followed by another try of the same call. */
  again: number;
  /** Of runs that met it and broke nothing: said success, said failure. */
  recovered: number;
  failed: number;
  broken: number;
};

/** How far the client's retries of each operation were followed. */
export type Coverage = {
  readonly reactions: readonly Reaction[];
  /** By operation: calls that were seen, and the highest try of one. */
  readonly operations: readonly { operation: string; calls: number; attempts: number }[];
  /** Addresses that were reached, as texts. */
  readonly addresses: readonly string[];
};

/** Addresses that are listed; all are counted elsewhere. */
const MAX_ADDRESSES = 10_000;

export class CoverageTally {
  readonly #reactions = new Map<string, Reaction>();
  readonly #operations = new Map<string, { calls: number; attempts: number }>();
  readonly #addresses = new Set<string>();

  add({ records, set, end }: Observation, violation: Violation | null): void {
    for (const [index, record] of records.entries()) {
      const { operation, call, attempt } = record;
      const seen = this.#operations.get(operation) ?? { calls: 0, attempts: 0 };
      this.#operations.set(operation, {
        calls: Math.max(seen.calls, call),
        attempts: Math.max(seen.attempts, attempt),
      });
      if (this.#addresses.size < MAX_ADDRESSES) this.#addresses.add(addressText(record));
      if (!wasFaulted(record)) continue;
      const placed = set.find(
        ({ at }) => at.operation === operation && at.call === call && at.attempt === attempt,
      );
      const reaction = this.#reaction(operation, placed?.fault ?? record.fault?.kind ?? '');
      reaction.met += 1;
      const later = records.slice(index + 1);
      if (later.some((one) => one.operation === operation && one.call === call))
        reaction.again += 1;
      if (violation !== null) reaction.broken += 1;
      else if (end.says === 'success') reaction.recovered += 1;
      else reaction.failed += 1;
    }
  }

  coverage(): Coverage {
    return {
      reactions: [...this.#reactions.values()],
      operations: [...this.#operations].map(([operation, { calls, attempts }]) => ({
        operation,
        calls,
        attempts,
      })),
      addresses: [...this.#addresses],
    };
  }

  #reaction(operation: string, fault: string): Reaction {
    const key = `${operation}\n${fault}`;
    const known = this.#reactions.get(key);
    if (known !== undefined) return known;
    const fresh = { operation, fault, met: 0, again: 0, recovered: 0, failed: 0, broken: 0 };
    this.#reactions.set(key, fresh);
    return fresh;
  }
}
