import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapInOrder } from './map-in-order.ts';

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const result: T[] = [];
  for await (const item of items) result.push(item);
  return result;
}

/** Lets a test decide when each piece of work ends. */
function manual() {
  const release = new Map<number, (value: number) => void>();
  const refuse = new Map<number, (error: Error) => void>();
  const started: number[] = [];
  const work = (item: number): Promise<number> =>
    new Promise((resolve, reject) => {
      started.push(item);
      release.set(item, resolve);
      refuse.set(item, reject);
    });
  return { release, refuse, started, work };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('mapInOrder', () => {
  it('yields in the order of the source, whatever the order of the ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3), { maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        async (turns, concurrency) => {
          let running = 0;
          let most = 0;
          const results = await collect(
            mapInOrder(turns.entries(), { concurrency, window: 2 * concurrency }, async (item) => {
              running += 1;
              most = Math.max(most, running);
              for (let left = item[1]; left > 0; left -= 1) await turn();
              running -= 1;
              return item[0];
            }),
          );
          expect(results).toEqual(turns.map((_, index) => index));
          expect(most).toBeLessThanOrEqual(concurrency);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('starts no more than the window while the first item is slow', async () => {
    const { release, started, work } = manual();
    const done = collect(mapInOrder([0, 1, 2, 3, 4, 5], { concurrency: 2, window: 4 }, work));
    await turn();
    expect(started).toEqual([0, 1]);
    for (const item of [1, 2, 3]) {
      release.get(item)?.(item);
      await turn();
    }
    expect(started).toEqual([0, 1, 2, 3]);
    release.get(0)?.(0);
    await turn();
    expect(started).toEqual([0, 1, 2, 3, 4, 5]);
    release.get(4)?.(4);
    release.get(5)?.(5);
    expect(await done).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('yields what came before a failure, starts nothing after it, and then throws', async () => {
    const { release, refuse, started, work } = manual();
    const seen: number[] = [];
    const done = (async () => {
      for await (const item of mapInOrder([0, 1, 2, 3], { concurrency: 2, window: 4 }, work)) {
        seen.push(item);
      }
    })();
    await turn();
    refuse.get(1)?.(new Error('the lab broke'));
    await turn();
    release.get(0)?.(0);
    await expect(done).rejects.toThrow('the lab broke');
    expect(seen).toEqual([0]);
    expect(started).toEqual([0, 1]);
  });

  it('waits for what runs when the consumer stops early', async () => {
    const { release, started, work } = manual();
    const results = mapInOrder([0, 1, 2], { concurrency: 2, window: 2 }, work);
    const first = results.next();
    await turn();
    release.get(0)?.(0);
    await first;
    let over = false;
    const end = results.return(undefined).then(() => {
      over = true;
    });
    await turn();
    expect(over).toBe(false);
    for (const item of started) release.get(item)?.(item);
    await end;
    expect(over).toBe(true);
  });
});
