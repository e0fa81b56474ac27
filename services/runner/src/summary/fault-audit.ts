import type { DecisionRecord, FaultAudit } from '@chaos-lab/contracts';

/** Faults that were decided against the faults asked for, at one rate of the experiment. */
export type FaultAuditor = {
  /** The records of all arms of one pair. */
  add(records: Iterable<DecisionRecord>): void;
  snapshot(): FaultAudit;
};

/**
 * Sums the rates in force and counts the faults decided. Arms of a pair that make the same call
 * share one draw, so that each (operation, attempt) counts once. Under the null each is a Bernoulli
 * trial of its own rate, and the difference has the variance of the sum of r(1-r).
 */
export function faultAuditor(rate: number): FaultAuditor {
  const sums = { decisions: 0, expected: 0, decided: 0 };
  let variance = 0;
  return {
    add(records) {
      const seen = new Set<string>();
      for (const record of records) {
        const draw = `${record.operation}\n${record.attempt}`;
        if (seen.has(draw)) continue;
        seen.add(draw);
        sums.decisions += 1;
        sums.expected += record.rate;
        variance += record.rate * (1 - record.rate);
        if (record.fault !== null) sums.decided += 1;
      }
    },
    snapshot: () => ({
      failure_rate: rate,
      ...sums,
      z: variance === 0 ? null : (sums.decided - sums.expected) / Math.sqrt(variance),
    }),
  };
}
