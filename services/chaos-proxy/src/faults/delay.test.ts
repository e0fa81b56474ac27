import { describe, expect, test } from 'vitest';
import { drawDelayMs } from './delay.ts';
import { inverseNormal } from './inverse-normal.ts';

describe('the quantile of the standard normal distribution', () => {
  // From the tables of the R function qnorm.
  test.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.001, -3.090232306167813],
    [0.02, -2.053748910631823],
    [0.8413447460685429, 1],
    [1e-10, -6.361340902404056],
  ])('at %f is %f', (p, z) => {
    expect(inverseNormal(p)).toBeCloseTo(z, 7);
  });

  test('ends in infinity', () => {
    expect(inverseNormal(0)).toBe(-Infinity);
    expect(inverseNormal(1)).toBe(Infinity);
  });
});

describe('a delay', () => {
  const cap = 60_000;
  test.each([
    [{ distribution: 'constant', ms: 250 }, 0.9, 250],
    [{ distribution: 'uniform', minMs: 100, maxMs: 300 }, 0.25, 150],
    [{ distribution: 'normal', meanMs: 100, sdMs: 10 }, 0.975, 119.5996398454],
    [{ distribution: 'normal', meanMs: 100, sdMs: 0 }, 0, 100],
    [{ distribution: 'lognormal', medianMs: 200, sigma: 1 }, 0.5, 200],
    [{ distribution: 'pareto', minMs: 50, shape: 2 }, 0.75, 100],
  ] as const)('of %o at %f is %f ms', (delay, u, ms) => {
    expect(drawDelayMs(delay, u, cap)).toBeCloseTo(ms, 4);
  });

  test('is never below 0 nor above its cap', () => {
    expect(drawDelayMs({ distribution: 'normal', meanMs: 1, sdMs: 100 }, 0, cap)).toBe(0);
    expect(drawDelayMs({ distribution: 'pareto', minMs: 1, shape: 0.1 }, 0.999, cap)).toBe(cap);
  });

  test('grows with its draw, so that equal draws of two runs give equal delays', () => {
    const delay = { distribution: 'lognormal', medianMs: 100, sigma: 0.7 } as const;
    const delays = Array.from({ length: 99 }, (_, i) => drawDelayMs(delay, (i + 1) / 100, cap));
    expect(delays).toEqual(delays.toSorted((a, b) => a - b));
  });
});
