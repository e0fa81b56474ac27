import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { contains } from '../foundation/interval.ts';
import { expectInterval } from '../../../../../tests/support/stats/expect-close.ts';
import golden from '../golden/sequential.json' with { type: 'json' };
import { clopperPearson } from '../proportions/clopper-pearson.ts';
import { shareConfidenceSequence } from './confidence-sequence.ts';
import { logEValue } from './mixture.ts';

const count = fc.nat({ max: 2000 });

describe('shareConfidenceSequence', () => {
  it.each(golden)('agrees with SciPy: $b against $c, prior $prior', ({ b, c, prior, sequence }) => {
    expectInterval(shareConfidenceSequence(b, c, 0.95, prior), sequence, 1e-7);
  });

  it('leaves everything open before the first discordant pair', () => {
    expect(shareConfidenceSequence(0, 0)).toEqual({ lower: 0, upper: 1 });
  });

  test('it leaves out one half exactly when the e-value reaches 20', () => {
    fc.assert(
      fc.property(count, count, (b, c) => {
        const logE = logEValue(b, c);
        fc.pre(Math.abs(logE - Math.log(20)) > 1e-6);
        expect(contains(shareConfidenceSequence(b, c), 0.5)).toBe(logE < Math.log(20));
      }),
    );
  });

  test('the price of looking at any time is a wider interval than the fixed one', () => {
    fc.assert(
      fc.property(count, count, (b, c) => {
        fc.pre(b + c > 0);
        const sequence = shareConfidenceSequence(b, c);
        const fixed = clopperPearson(c, b + c);
        expect(sequence.lower).toBeLessThanOrEqual(fixed.lower + 1e-12);
        expect(sequence.upper).toBeGreaterThanOrEqual(fixed.upper - 1e-12);
      }),
    );
  });
});
