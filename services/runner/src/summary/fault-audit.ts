import type { DecisionRecord, FaultAudit, Suppression } from '@chaos-lab/contracts';
import { auditFaultRate } from '@chaos-lab/stats';

/** Faults of one arm at one rate: asked for, decided, delivered. */
export type FaultAuditor = {
  /** The records of one run of this arm at this rate. */
  add(records: Iterable<DecisionRecord>): void;
  snapshot(): FaultAudit;
};

/**
 * Why a fault has nothing to do to a request that it was decided for: a property of the request, known
 * beforehand. For any other reason a fault was asked for and did not go out.
 */
const INAPPLICABLE: ReadonlySet<Suppression> = new Set<Suppression>([
  'phase-impossible',
  'no-previous-answer',
  'not-json',
  'no-fitting-change',
  'schema-unusable',
  'tokens-left',
]);

/** Schedules have a few rates in force; a ramp has one a request, and is counted in this many steps. */
const STEPS = 64;

type Stratum = { calls: number; faults: number; expected: number };

/**
 * Each request of an arm is a draw of its own. Where all of a stratum share a rate, the decided faults
 * are binomial with it; the smallest p of the strata is adjusted for their number (Bonferroni).
 */
export function faultAuditor(arm: string, rate: number): FaultAuditor {
  const strata = new Map<number, Stratum>();
  const undelivered: Record<string, number> = {};
  const inapplicable: Record<string, number> = {};
  let delivered = 0;
  return {
    add(records) {
      for (const { fault, suppressed, rate: inForce } of records) {
        const key = Math.round(inForce * STEPS * 1000) / (STEPS * 1000);
        const stratum = strata.get(key) ?? { calls: 0, faults: 0, expected: 0 };
        strata.set(key, stratum);
        stratum.calls += 1;
        stratum.expected += inForce;
        if (fault === null) continue;
        stratum.faults += 1;
        if (suppressed === null) delivered += 1;
        else count(INAPPLICABLE.has(suppressed) ? inapplicable : undelivered, suppressed);
      }
    },
    snapshot() {
      const all = [...strata.values()];
      const ps = all.map(
        ({ calls, faults, expected }) =>
          auditFaultRate({ faults, calls }, Math.min(1, expected / calls)).p,
      );
      return {
        arm,
        failure_rate: rate,
        decisions: total(all, 'calls'),
        expected: total(all, 'expected'),
        decided: total(all, 'faults'),
        delivered,
        undelivered: { ...undelivered },
        inapplicable: { ...inapplicable },
        p: ps.length === 0 ? 1 : Math.min(1, ps.length * Math.min(...ps)),
      };
    },
  };
}

const count = (counts: Record<string, number>, reason: string): void => {
  counts[reason] = (counts[reason] ?? 0) + 1;
};

const total = (strata: readonly Stratum[], field: keyof Stratum): number =>
  strata.reduce((sum, stratum) => sum + stratum[field], 0);
