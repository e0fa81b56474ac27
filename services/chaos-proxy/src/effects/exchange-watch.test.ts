import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ExchangeWatch } from './exchange-watch.ts';

function digestOf(body: Buffer, cuts: readonly number[], method: string): string | undefined {
  const watch = new ExchangeWatch({ method, path: '/x', key: 'k', answers: undefined });
  watch.head(200, []);
  let from = 0;
  for (const cut of [...cuts.toSorted((a, b) => a - b), body.length]) {
    watch.data(body.subarray(from, cut));
    from = cut;
  }
  watch.end();
  return watch.answerDigest;
}

it('an answer is known again however it is cut, short or long, and another is not', () => {
  const given = fc.integer({ min: 0, max: 9_000 }).chain((length) =>
    fc.record({
      length: fc.constant(length),
      cuts: fc.array(fc.nat(length), { maxLength: 4 }),
      method: fc.constantFrom('POST', 'PUT'),
    }),
  );
  fc.assert(
    fc.property(given, ({ length, cuts, method }) => {
      const body = Buffer.alloc(length, 'ab');
      expect(digestOf(body, cuts, method)).toBe(digestOf(body, [], method));
      const other = Buffer.concat([body, Buffer.from('!')]);
      expect(digestOf(other, cuts, method)).not.toBe(digestOf(body, [], method));
    }),
    { seed: 42, numRuns: 200 },
  );
});
