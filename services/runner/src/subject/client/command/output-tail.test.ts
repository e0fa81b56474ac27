import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { outputTail } from './output-tail.ts';

describe('the tail of an output', () => {
  test('is the end of the text, however it is cut into pieces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' })),
        fc.nat({ max: 40 }),
        (parts, bytes) => {
          const tail = outputTail(bytes);
          for (const part of parts) tail.add(Buffer.from(part));
          const text = tail.text();
          expect(Buffer.byteLength(text)).toBeLessThanOrEqual(3 * bytes);
          if (Buffer.byteLength(parts.join('')) <= bytes)
            expect(text).toBe(parts.join('').trimEnd());
        },
      ),
    );
  });

  it('begins with a whole line where something was dropped', () => {
    const tail = outputTail(10);
    tail.add(Buffer.from('first\nsecond\nthird\n'));
    expect(tail.text()).toBe('third');
  });
});
