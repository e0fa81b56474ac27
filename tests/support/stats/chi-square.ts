import { normalUpperTail } from '../../../packages/stats/src/foundation/distributions.ts';

/**
 * P(X > x) for chi-square with a whole number of degrees of freedom, by its finite sums: a Poisson
 * tail for an even number, twice the normal tail and a sum of half-integer powers for an odd one.
 * Source: Abramowitz and Stegun (1964), 26.4.4 and 26.4.5.
 */
export function chiSquareUpperTail(x: number, df: number): number {
  if (x <= 0) return 1;
  return df % 2 === 0 ? evenTail(x, df) : oddTail(x, df);
}

function evenTail(x: number, df: number): number {
  let term = Math.exp(-x / 2);
  let sum = term;
  for (let i = 1; i < df / 2; i += 1) {
    term *= x / (2 * i);
    sum += term;
  }
  return sum;
}

function oddTail(x: number, df: number): number {
  const z = Math.sqrt(x);
  let term = Math.exp(-x / 2) * Math.sqrt(2 / Math.PI) * z;
  let sum = 0;
  for (let i = 1; i <= (df - 1) / 2; i += 1) {
    sum += term;
    term *= x / (2 * i + 1);
  }
  return 2 * normalUpperTail(z) + sum;
}
