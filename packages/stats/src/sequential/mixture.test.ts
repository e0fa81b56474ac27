import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../../tests/support/stats/expect-close.ts';
import golden from '../golden/sequential.json' with { type: 'json' };
import { logEValue, logMixture } from './mixture.ts';

describe('logEValue', () => {
  it.each(golden)('agrees with SciPy: $b against $c, prior $prior', ({ b, c, prior, logE }) => {
    expectClose(logEValue(b, c, prior), logE, 1e-7);
  });

  it('is a fair game: the next pair moves it up and down equally', () => {
    for (const [b, c] of [
      [0, 0],
      [3, 11],
      [200, 180],
    ] as const) {
      const mean = (Math.exp(logEValue(b + 1, c)) + Math.exp(logEValue(b, c + 1))) / 2;
      expectClose(mean, Math.exp(logEValue(b, c)), 1e-8);
    }
  });

  it('refuses a prior of 0', () => {
    expect(() => logMixture(1, 2, 0)).toThrow('prior is 0');
  });
});
