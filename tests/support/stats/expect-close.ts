import { expect } from 'vitest';

/** Fails unless `actual` is `expected` to a relative tolerance, absolute below 1e-3. */
export function expectClose(
  actual: number | null,
  expected: number | null,
  tolerance = 1e-9,
): void {
  if (actual === null || expected === null || !Number.isFinite(actual)) {
    expect(actual).toBe(expected);
    return;
  }
  const allowed = tolerance * Math.max(1e-3, Math.abs(expected));
  expect(Math.abs(actual - expected), `${actual} is not ${expected}`).toBeLessThanOrEqual(allowed);
}

/** The same for an interval written as [lower, upper]. */
export function expectInterval(
  actual: { readonly lower: number; readonly upper: number },
  expected: readonly number[],
  tolerance = 1e-9,
): void {
  expectClose(actual.lower, expected[0] ?? Number.NaN, tolerance);
  expectClose(actual.upper, expected[1] ?? Number.NaN, tolerance);
}
