import { describe, expect, it } from 'vitest';
import { count, decimal, duration, percent, percentCell, points, pValue } from './numbers.ts';

describe('numbers in words', () => {
  it('prints shares without needless decimals in a sentence and aligned in a table', () => {
    expect([0.97, 0.4931, 0, 1, 0.0004].map(percent)).toEqual(['97%', '49.3%', '0%', '100%', '0%']);
    expect([0.97, null].map(percentCell)).toEqual(['97.0%', '–']);
  });

  it('prints differences with their sign', () => {
    expect([0.72, -0.035, 0, -0.00001].map(points)).toEqual(['+72', '−3.5', '0', '0']);
  });

  it('never prints a p-value of 0', () => {
    expect([0, 0.0004, 0.031, 0.0995, 0.42, 1].map(pValue)).toEqual([
      '< .001',
      '< .001',
      '= .031',
      '= .10',
      '= .42',
      '= 1',
    ]);
  });

  it('prints durations in the unit that suits them', () => {
    expect(
      [0, 0.04, 38.2, 999.6, 9_940, 41_000, 119_400, 320_000, 3_600_000].map(duration),
    ).toEqual([
      '0 s',
      '0.04 ms',
      '38 ms',
      '1.0 s',
      '9.9 s',
      '41 s',
      '119 s',
      '5 min 20 s',
      '60 min',
    ]);
  });

  it('groups thousands and says where there is no number', () => {
    expect(count(1_600_000)).toBe('1,600,000');
    expect([1.234, -0.5, null, Number.NaN].map((n) => decimal(n))).toEqual([
      '1.23',
      '−0.50',
      '–',
      '–',
    ]);
  });
});
