import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { contains } from '../foundation/interval.ts';
import { expectClose, expectInterval } from '../../../../tests/support/stats/expect-close.ts';
import golden from '../golden/one-proportion.json' with { type: 'json' };
import { auditFaultRate } from './fault-rate-audit.ts';

describe('auditFaultRate', () => {
  it.each(golden.audits)('$faults of $calls for $asked', (row) => {
    const audit = auditFaultRate(row, row.asked);
    expectClose(audit.p, row.p, 1e-7);
    expectInterval(audit.interval, row.interval);
  });

  it('passes a rate that was delivered and fails one that was not', () => {
    expect(auditFaultRate({ faults: 1010, calls: 5000 }, 0.2).passed).toBe(true);
    expect(auditFaultRate({ faults: 1110, calls: 5000 }, 0.2).passed).toBe(false);
  });

  it('fails a single fault where none was asked for', () => {
    expect(auditFaultRate({ faults: 1, calls: 5000 }, 0)).toMatchObject({ p: 0, passed: false });
  });

  it('has nothing against a proxy that saw no call', () => {
    expect(auditFaultRate({ faults: 0, calls: 0 }, 0.2)).toMatchObject({
      delivered: null,
      p: 1,
      passed: true,
    });
  });

  it('refuses more faults than calls and a rate above 1', () => {
    expect(() => auditFaultRate({ faults: 2, calls: 1 }, 0.2)).toThrow('faults is 2');
    expect(() => auditFaultRate({ faults: 1, calls: 2 }, 20)).toThrow('asked is 20');
  });

  test('the interval leaves out the rate asked for exactly when the test rejects at 5 %', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (calls, share, asked) => {
          const audit = auditFaultRate({ faults: Math.round(share * calls), calls }, asked);
          fc.pre(Math.abs(audit.p - 0.05) > 1e-9);
          expect(contains(audit.interval, asked)).toBe(audit.p > 0.05);
        },
      ),
    );
  });
});
