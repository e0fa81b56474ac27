import { describe, expect, it } from 'vitest';
import { addressKey } from './address.ts';
import { breadthFirst } from './breadth-first.ts';
import { binomial, setsOfFullProduct, setsOfPersistentClient } from './count.ts';
import type { FaultSet } from './fault-set.ts';
import { memoryFrontier } from './frontier.ts';
import type { Reached, RunSeen } from './run-seen.ts';

/** Makes `calls` calls one after another and tries each up to `tries` times until it is answered. */
function persistent(calls: number, tries: number) {
  return (set: FaultSet): Promise<RunSeen<string>> => {
    const faults = new Set(set.map(({ at }) => addressKey(at)));
    const reached: Reached[] = [];
    calls: for (let call = 0; call < calls; call += 1) {
      for (let attempt = 1; attempt <= tries; attempt += 1) {
        const at = { operation: `step ${call}`, call: 1, attempt };
        reached.push({ at, writes: true, history: '' });
        if (!faults.has(addressKey(at))) continue calls;
      }
      break;
    }
    return Promise.resolve({ reached, inert: [], continuation: '', violation: null });
  };
}

async function setsBySize(calls: number, tries: number, kinds: number, k: number) {
  const sizes = Array.from({ length: k + 1 }, () => 0);
  const plan = {
    k,
    catalogue: Array.from({ length: kinds }, (_, kind) => ({
      fault: `kind-${kind}`,
      losesAnswer: kind === 0,
    })),
    run: persistent(calls, tries),
    frontier: memoryFrontier(),
    concurrency: 4,
  };
  for await (const { set } of breadthFirst(plan)) sizes[set.length] = (sizes[set.length] ?? 0) + 1;
  return sizes;
}

const formula = (calls: number, kinds: number, k: number): number[] =>
  Array.from({ length: k + 1 }, (_, size) => setsOfPersistentClient(calls, size, kinds));

describe('the number of sets that are run', () => {
  it.each([
    { calls: 4, kinds: 8, k: 2 },
    { calls: 4, kinds: 3, k: 3 },
    { calls: 1, kinds: 2, k: 4 },
    { calls: 6, kinds: 1, k: 3 },
  ])(
    'is C(n+k-1, k) F^k of each size for a client that retries everything: $calls calls, $kinds kinds',
    async ({ calls, kinds, k }) => {
      expect(await setsBySize(calls, Number.POSITIVE_INFINITY, kinds, k)).toEqual(
        formula(calls, kinds, k),
      );
    },
  );

  it('is that as long as the client has more tries than there are faults, and less from then on', async () => {
    expect(await setsBySize(4, 4, 2, 3)).toEqual(formula(4, 2, 3));
    expect(await setsBySize(4, 3, 2, 3)).toEqual(formula(4, 2, 3));
    const [, , two = 0, three = 0] = await setsBySize(4, 2, 2, 3);
    expect(two).toBe(setsOfPersistentClient(4, 2, 2));
    expect(three).toBeLessThan(setsOfPersistentClient(4, 3, 2));
    // A client that gives up at once is never met by a second fault.
    expect(await setsBySize(4, 1, 2, 3)).toEqual([1, 8, 0, 0]);
  });

  it('is compared with the full product', () => {
    expect(setsOfFullProduct(3, 2, 2)).toBe(1 + 3 * 2 + 3 * 4);
    expect([binomial(6, 3), binomial(5, 0), binomial(2, 3)]).toEqual([20, 1, 0]);
    expect(setsOfPersistentClient(4, 3, 8)).toBe(20 * 512);
  });
});
