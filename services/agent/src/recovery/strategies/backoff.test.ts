import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JITTERS } from '@chaos-lab/contracts';
import { exponentialWaitMs, JITTER } from './backoff.ts';
import { situation } from './test-situation.ts';

const spread = (kind: keyof typeof JITTER, u: number, previousMs = 0): number =>
  JITTER[kind]({ waitMs: 8_000, baseMs: 1_000, previousMs, draw: () => u });

describe('jitter', () => {
  test.each([
    ['none', 8_000, 8_000],
    ['full', 0, 8_000],
    ['equal', 4_000, 8_000],
    ['additive', 8_000, 12_000],
  ] as const)('%s spreads 8 s over %d to %d ms', (kind, low, high) => {
    expect(spread(kind, 0)).toBe(low);
    expect(spread(kind, 1)).toBe(high);
  });

  test('decorrelated grows from the last wait', () => {
    expect(spread('decorrelated', 0, 4_000)).toBe(1_000);
    expect(spread('decorrelated', 1, 4_000)).toBe(12_000);
    expect(spread('decorrelated', 1, 0)).toBe(3_000);
  });
});

const config = { base_delay: 1, factor: 2, max_retries: 9, jitter: 'none' } as const;

test('the wait before retry n is base·factor^(n−1), up to the cap', () => {
  const waits = [0, 1, 2, 3].map((retries) => exponentialWaitMs(config, situation({ retries })));
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(exponentialWaitMs({ ...config, cap: 5 }, situation({ retries: 3 }))).toBe(5_000);
});

test('no wait is negative, infinite, or beyond one and a half caps', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...JITTERS),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.nat(60),
      fc.double({ min: 0, max: 1e5, noNaN: true }),
      (jitter, u, retries, previousWaitMs) => {
        const wait = exponentialWaitMs(
          { ...config, cap: 30, jitter },
          situation({ retries, previousWaitMs, draw: () => u }),
        );
        return wait >= 0 && wait <= 45_000;
      },
    ),
  );
});
