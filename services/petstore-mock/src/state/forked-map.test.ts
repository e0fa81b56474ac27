import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ForkedMap } from './forked-map.ts';

const step = fc.record({ key: fc.nat(12), value: fc.option(fc.nat(), { nil: null }) });

test('a fork behaves as a copy would, and leaves its base alone', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(8)), fc.array(step), (keys, steps) => {
      const base = new Map(keys.map((key) => [key, { value: -key }]));
      const before = new Map(base);
      const fork = new ForkedMap(base);
      const copy = new Map(base);
      for (const { key, value } of steps) {
        if (value === null) {
          fork.delete(key);
          copy.delete(key);
        } else {
          fork.set(key, { value });
          copy.set(key, { value });
        }
      }
      for (let key = 0; key <= 12; key += 1) expect(fork.get(key)).toEqual(copy.get(key));
      const values = (all: Iterable<{ value: number }>) =>
        [...all].map(({ value }) => value).toSorted((a, b) => a - b);
      expect(values(fork.values())).toEqual(values(copy.values()));
      expect(base).toEqual(before);
    }),
  );
});
