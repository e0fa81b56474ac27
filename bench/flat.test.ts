import { expect, it } from 'vitest';
import { isFlat } from './flat.ts';

it('takes noise for flat and a leak for none', () => {
  expect(isFlat([100, 110, 95, 105])).toBe(true);
  expect(isFlat([28, 28, 28, 40])).toBe(false);
  expect(isFlat([35, 28, 28, 28])).toBe(false);
});

it('says nothing about sizes that were not taken', () => {
  expect(isFlat([])).toBe(false);
  expect(isFlat([28, 28, Number.NaN])).toBe(false);
});
