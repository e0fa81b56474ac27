import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { seededRandom } from '../foundation/random.ts';
import { blindRetryClosedForm } from './closed-form.ts';

describe('blindRetryClosedForm', () => {
  // The table of section 10 of the design: four steps.
  it.each([
    [0.05, ['0.8145', '0.9900', '0.9995', '1.0000']],
    [0.1, ['0.6561', '0.9606', '0.9960', '0.9996']],
    [0.2, ['0.4096', '0.8493', '0.9684', '0.9936']],
    [0.3, ['0.2401', '0.6857', '0.8963', '0.9680']],
  ])('prints the reference row of %d', (rate, row) => {
    const printed = [0, 1, 2, 3].map((retries) =>
      blindRetryClosedForm({ rate, retries, steps: 4 }).success.toFixed(4),
    );
    expect(printed).toEqual(row);
  });

  test('the calls are the printed sum of q^s q / (1 - p)', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        fc.nat({ max: 6 }),
        fc.nat({ max: 8 }),
        (rate, retries, steps) => {
          const q = 1 - rate ** (retries + 1);
          let calls = 0;
          for (let s = 0; s < steps; s += 1) calls += (q ** s * q) / (1 - rate);
          expect(blindRetryClosedForm({ rate, retries, steps }).calls).toBeCloseTo(calls, 8);
        },
      ),
    );
  });

  it('is what simulated runs do', () => {
    const design = { rate: 0.3, retries: 2, steps: 4 };
    const random = seededRandom(1);
    let calls = 0;
    let successes = 0;
    const runs = 50_000;
    for (let run = 0; run < runs; run += 1) {
      let step = 0;
      let failures = 0;
      while (step < design.steps && failures <= design.retries) {
        calls += 1;
        if (random.next() < design.rate) failures += 1;
        else {
          step += 1;
          failures = 0;
        }
      }
      if (step === design.steps) successes += 1;
    }
    const expected = blindRetryClosedForm(design);
    expect(Math.abs(successes / runs - expected.success)).toBeLessThan(0.006);
    expect(Math.abs(calls / runs - expected.calls)).toBeLessThan(0.04);
  });

  it('knows the ends: no fault, and nothing but faults', () => {
    expect(blindRetryClosedForm({ rate: 0, retries: 2, steps: 4 })).toEqual({
      success: 1,
      calls: 4,
    });
    expect(blindRetryClosedForm({ rate: 1, retries: 2, steps: 4 })).toEqual({
      success: 0,
      calls: 3,
    });
  });

  it('refuses a rate of 20', () => {
    expect(() => blindRetryClosedForm({ rate: 20, retries: 1, steps: 4 })).toThrow('rate is 20');
  });
});
