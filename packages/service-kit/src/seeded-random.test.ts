import { expect, test } from 'vitest';
import { seededRandom } from './seeded-random.ts';

const take = (seed: string | number, count: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, random);
};

test('equal seeds give equal streams, other seeds others', () => {
  expect(take(42, 50)).toEqual(take('42', 50));
  expect(take(42, 50)).not.toEqual(take(43, 50));
});

test('values fill [0, 1) evenly', () => {
  const bins = Array.from({ length: 16 }, () => 0);
  const values = take('even', 64_000);
  for (const value of values) {
    const bin = Math.floor(value * 16);
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const chiSquare = bins.reduce((sum, count) => sum + (count - 4000) ** 2 / 4000, 0);
  expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  // The 99.9 % quantile of chi-square with 15 degrees of freedom.
  expect(chiSquare).toBeLessThan(37.7);
});

test('neighbouring values are not correlated', () => {
  const values = take('serial', 20_000);
  const products = values.slice(1).map((value, at) => (value - 0.5) * ((values[at] ?? 0) - 0.5));
  const correlation = (12 * products.reduce((sum, value) => sum + value, 0)) / products.length;
  expect(Math.abs(correlation)).toBeLessThan(0.025);
});
