import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FaultSet, setText } from './fault-set.ts';
import { shrink } from './shrink.ts';

const at = (operation: string, attempt = 1, call = 1) => ({ operation, call, attempt });
const WEAKEST = ['http-503', 'http-429', 'reset', 'truncate', 'http-503@after', 'reset@after'];
const LOST = new Set(['truncate', 'http-503@after', 'reset@after']);

async function shrunk(set: FaultSet, fails: (set: FaultSet) => boolean): Promise<string> {
  const found = await shrink(set, {
    weakest: WEAKEST,
    fails: (one) => Promise.resolve(fails(one)),
  });
  return setText(found);
}

/** Breaks where an answer to a write is lost, at any try that it comes to. */
const duplicates = (set: FaultSet): boolean =>
  set.some(
    ({ at: place, fault }) =>
      place.operation === 'order' &&
      LOST.has(fault) &&
      Array.from({ length: place.attempt - 1 }, (_, index) => index + 1).every((attempt) =>
        set.some((one) => one.at.operation === 'order' && one.at.attempt === attempt),
      ),
  );

describe('a failing set', () => {
  it('loses what it does not need and comes down to the first try', async () => {
    const set = [
      { at: at('read'), fault: 'reset' },
      { at: at('order', 1), fault: 'http-503' },
      { at: at('order', 2), fault: 'reset@after' },
    ];
    expect(await shrunk(set, duplicates)).toBe('truncate at order');
  });

  it('keeps three faults where it takes three', async () => {
    const three = (set: FaultSet): boolean => set.length >= 3;
    const set = [1, 2, 3, 4].map((attempt) => ({ at: at('order', attempt), fault: 'reset@after' }));
    expect(await shrunk(set, three)).toBe(
      'http-503 at order, http-503 at order try 2, http-503 at order try 3',
    );
  });

  it('comes down to the first call', async () => {
    const set = [{ at: at('order', 1, 3), fault: 'reset@after' }];
    expect(await shrunk(set, (one) => one.length === 1 && one[0]?.fault === 'reset@after')).toBe(
      'reset@after at order',
    );
  });

  it('still fails, whatever it was, and nothing is asked twice', async () => {
    const address = fc.record({
      operation: fc.constantFrom('read', 'order'),
      call: fc.integer({ min: 1, max: 2 }),
      attempt: fc.integer({ min: 1, max: 3 }),
    });
    const set = fc.uniqueArray(fc.record({ at: address, fault: fc.constantFrom(...WEAKEST) }), {
      minLength: 1,
      maxLength: 4,
      selector: ({ at: place }) => JSON.stringify(place),
    });
    await fc.assert(
      fc.asyncProperty(set, fc.func(fc.boolean()), async (given, opinion) => {
        const asked: string[] = [];
        const fails = (one: FaultSet): boolean => {
          asked.push(setText(one.toSorted((a, b) => setText([a]).localeCompare(setText([b])))));
          return opinion(setText(one));
        };
        const found = await shrunk(given, fails);
        expect(new Set(asked).size).toBe(asked.length);
        expect(found === setText(given) || opinion(found)).toBe(true);
      }),
      { numRuns: 200, seed: 7 },
    );
  });
});
