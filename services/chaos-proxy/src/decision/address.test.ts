import { assert, constantFrom, integer, property, record, string } from 'fast-check';
import { expect, it } from 'vitest';
import { addressOf } from './address.ts';

it('the first call goes by the name of its operation, later ones by their number', () => {
  expect([addressOf('placeOrder', 1), addressOf('placeOrder', 2)]).toEqual([
    'placeOrder',
    'placeOrder#2',
  ]);
  expect([addressOf('odd#2', 1), addressOf('odd#2', 3)]).toEqual(['odd#2#1', 'odd#2#3']);
});

it('no two calls share a key', () => {
  const tail = constantFrom('', '#1', '#2', '#1#1', '#', '#x', '#12');
  const address = record({
    name: string({ maxLength: 3 }),
    tail,
    call: integer({ min: 1, max: 13 }),
  });
  assert(
    property(address, address, (one, other) => {
      const [a, b] = [one, other].map(({ name, tail: end }) => `${name}${end}`);
      const same = a === b && one.call === other.call;
      expect(addressOf(a ?? '', one.call) === addressOf(b ?? '', other.call)).toBe(same);
    }),
    { numRuns: 5_000 },
  );
});
