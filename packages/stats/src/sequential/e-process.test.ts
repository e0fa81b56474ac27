import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { EProcess } from './e-process.ts';
import { logEValue } from './mixture.ts';

const pairs = fc.array(fc.tuple(fc.boolean(), fc.boolean()), { maxLength: 80 });

describe('EProcess', () => {
  test('it counts the discordant pairs and forgets the others', () => {
    fc.assert(
      fc.property(pairs, (outcomes) => {
        const process = new EProcess();
        for (const [a, b] of outcomes) process.observe(a, b);
        const onlyA = outcomes.filter(([a, b]) => a && !b).length;
        const onlyB = outcomes.filter(([a, b]) => !a && b).length;
        expect([process.b, process.c]).toEqual([onlyA, onlyB]);
        expect(process.logE).toBe(logEValue(onlyA, onlyB));
      }),
    );
  });

  test('its p-value starts at 1 and never rises again', () => {
    fc.assert(
      fc.property(pairs, (outcomes) => {
        const process = new EProcess();
        let last = process.p;
        expect(last).toBe(1);
        for (const [a, b] of outcomes) {
          process.observe(a, b);
          expect(process.p).toBeLessThanOrEqual(last);
          last = process.p;
        }
      }),
    );
  });

  it('finds an arm that wins every disagreement within nine of them', () => {
    const process = new EProcess();
    for (let i = 0; i < 9; i += 1) process.observe(false, true);
    expect(process.p).toBeLessThan(0.05);
  });
});
