import * as fc from 'fast-check';
import { mean, sampleVariance } from 'simple-statistics';
import { describe, expect, it, test } from 'vitest';
import { expectClose } from '../../../../tests/support/stats/expect-close.ts';
import { Welford } from './welford.ts';

const values = fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 2 });

function welfordOf(sample: readonly number[]): Welford {
  const welford = new Welford();
  for (const value of sample) welford.push(value);
  return welford;
}

describe('Welford', () => {
  test('it agrees with two passes over the values', () => {
    fc.assert(
      fc.property(values, (sample) => {
        const welford = welfordOf(sample);
        expect(welford.count).toBe(sample.length);
        expect(welford.mean).toBeCloseTo(mean(sample), 6);
        expect(welford.variance / 1e6).toBeCloseTo(sampleVariance(sample) / 1e6, 6);
      }),
    );
  });

  test('merged parts are the whole', () => {
    fc.assert(
      fc.property(values, values, (left, right) => {
        const merged = welfordOf(left);
        merged.merge(welfordOf(right));
        const whole = welfordOf([...left, ...right]);
        expect(merged.mean).toBeCloseTo(whole.mean, 6);
        expectClose(merged.variance, whole.variance, 1e-6);
      }),
    );
  });

  it('keeps the digits of a small spread on a large mean', () => {
    const welford = welfordOf([4, 7, 13, 16].map((value) => value + 1e9));
    expect(welford.variance).toBe(30);
    expect(welford.standardDeviation).toBe(Math.sqrt(30));
    expect(welford.standardError).toBe(Math.sqrt(7.5));
  });

  it('has no mean of nothing and no variance of one value', () => {
    const welford = new Welford();
    welford.merge(new Welford());
    expect([welford.mean, welford.variance]).toEqual([Number.NaN, Number.NaN]);
    welford.push(3);
    expect([welford.mean, welford.variance]).toEqual([3, Number.NaN]);
  });

  it('refuses what would poison every later value', () => {
    expect(() => new Welford().push(Number.NaN)).toThrow('value is NaN');
  });
});
