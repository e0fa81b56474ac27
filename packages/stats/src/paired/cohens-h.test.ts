import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../../tests/support/stats/expect-close.ts';
import golden from '../golden/paired.json' with { type: 'json' };
import { cohensH } from './cohens-h.ts';

describe('cohensH', () => {
  it.each(golden.cohensH)('agrees with statsmodels: $a to $b', ({ a, b, h }) => {
    expectClose(cohensH(a, b), h);
  });

  it('refuses percentages', () => {
    expect(() => cohensH(37, 97)).toThrow('rateA is 37');
  });
});
