import { LRUCache } from 'lru-cache';
import { differences, looksVolatile } from './volatile.ts';

/** The bodies that are remembered, in bytes as they came. */
const MAX_BYTES = 16 * 1024 * 1024;
/** Longer bodies are not remembered. */
export const LONGEST_COMPARED = 8 * 1024;

export type BodySeen = {
  /** A number that no other run has. */
  readonly run: number;
  readonly operation: string;
  readonly target: string;
  readonly call: number;
  /** Whether the request was known for another try of an earlier call by what the client says. */
  readonly saysRetry: boolean;
  readonly json: unknown;
  readonly body: Buffer;
};

/** As text: what is parsed may take many times its room. */
type Kept = Omit<BodySeen, 'json' | 'body'> & { readonly text: string };

/** Places that differ from try to try; `certain` where the client said that they were tries of one call. */
type Varies = { readonly places: readonly string[]; readonly certain: boolean };

/**
 * Remembers the last body of each operation whose answer did not reach the client whole and good, and
 * holds the next one against it: where the two differ in nothing but times and drawn ids, or where
 * the client says that both are one call, its bodies vary and hide its retries.
 */
export class VaryingBodies {
  readonly #failed = new LRUCache<string, Kept>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ text, operation, target }) =>
      256 + text.length + 2 * operation.length + target.length,
  });

  /** To be asked when a request comes. */
  compare(seen: BodySeen): Varies | undefined {
    const before = this.#failed.get(keyOf(seen));
    if (before === undefined || before.target !== seen.target) return undefined;
    const certain = seen.saysRetry && before.call === seen.call;
    // A retry that was known for one by its content has the same content.
    if (!certain && before.call === seen.call) return undefined;
    const found = differences(JSON.parse(before.text), seen.json);
    if (found === null || found.length === 0) return undefined;
    if (!certain && !found.every(looksVolatile)) return undefined;
    return { places: found.map(({ place }) => place), certain };
  }

  /** To be told when its call is over. */
  settle(seen: BodySeen, good: boolean): void {
    if (good) {
      this.#failed.delete(keyOf(seen));
      return;
    }
    const { json: _, body, ...kept } = seen;
    this.#failed.set(keyOf(seen), { ...kept, text: body.toString('utf8') });
  }
}

function keyOf({ run, operation }: BodySeen): string {
  return `${run} ${operation}`;
}
