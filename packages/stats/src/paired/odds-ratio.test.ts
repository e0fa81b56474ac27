import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../../tests/support/stats/expect-close.ts';
import golden from '../golden/paired.json' with { type: 'json' };
import { discordantOddsRatio } from './odds-ratio.ts';

describe('discordantOddsRatio', () => {
  it.each(golden.oddsRatios)('agrees with SciPy: $b against $c', ({ b, c, lower, upper }) => {
    const ratio = discordantOddsRatio(b, c);
    expect(ratio.estimate).toBe(c / b);
    expectClose(ratio.lower, lower, 1e-8);
    expectClose(ratio.upper, upper ?? Number.POSITIVE_INFINITY, 1e-8);
  });

  it('says nothing where the arms never disagree', () => {
    expect(discordantOddsRatio(0, 0)).toEqual({
      estimate: null,
      lower: 0,
      upper: Number.POSITIVE_INFINITY,
    });
  });
});
