import type { FaultAudit, PairCounts, Summary } from '@chaos-lab/contracts';
import { aaCheck, holm, normalUpperTail } from '@chaos-lab/stats';
import { atRates, plural } from '../words/phrases.ts';
import { count, pValue } from '../words/numbers.ts';

/** Strict, because every experiment passes here and an honest one must not be stopped often. */
const LEVEL = 0.01;

export type LabCheck = {
  readonly name: 'aa' | 'fault-audit';
  readonly passed: boolean;
  /** A whole sentence with the numbers it rests on. */
  readonly sentence: string;
};

/** The checks of the laboratory on itself; a report claims nothing unless both have passed. */
export function labChecks({ aa, fault_audit: audits }: Summary): readonly LabCheck[] {
  return [checkTwins(aa), checkFaults(audits)];
}

/** An arm against its twin: they must not differ by more than chance, at any rate (Holm). */
function checkTwins(aa: readonly PairCounts[]): LabCheck {
  const used = aa.filter(({ pairs }) => pairs > 0);
  const pairs = used.reduce((sum, one) => sum + one.pairs, 0);
  if (pairs === 0) {
    const sentence =
      'The A/A check was not made: no arm ran beside its twin. Set aaPairs in the experiment.';
    return { name: 'aa', passed: false, sentence };
  }
  const results = used.map(({ both, b, c, neither }) =>
    aaCheck({ both, onlyA: c, onlyB: b, neither }, LEVEL),
  );
  const adjusted = holm(results.map(({ p }) => p));
  const failed = used.filter((_, index) => (adjusted[index] ?? 1) < LEVEL);
  const discordant = results.reduce((sum, result) => sum + result.discordant, 0);
  const parted =
    discordant === 0
      ? `all ${plural(pairs, 'pair')} ended alike`
      : `${count(discordant)} of ${plural(pairs, 'pair')} ended differently`;
  const arm = used[0]?.against ?? '';
  return failed.length === 0
    ? {
        name: 'aa',
        passed: true,
        sentence: `A/A check passed: ${arm} against its own twin, ${parted} (smallest p ${pValue(Math.min(...adjusted))}).`,
      }
    : {
        name: 'aa',
        passed: false,
        sentence:
          `A/A check failed ${atRates(failed.map((one) => one.failure_rate))}: ${arm} differs from its own twin, ` +
          `${parted} (p ${pValue(Math.min(...adjusted))}). The laboratory prefers one side.`,
      };
}

/** Faults decided against faults asked for, at every rate (Holm). */
function checkFaults(audits: readonly FaultAudit[]): LabCheck {
  const decisions = sum(audits, (audit) => audit.decisions);
  if (decisions === 0) {
    const sentence = 'The fault-rate audit was not made: no call was decided upon.';
    return { name: 'fault-audit', passed: false, sentence };
  }
  const adjusted = holm(audits.map(auditP));
  const failed = audits.filter((_, index) => (adjusted[index] ?? 1) < LEVEL);
  const numbers =
    `${count(sum(audits, (audit) => audit.decided))} faults among ${count(decisions)} different calls, ` +
    `${count(Math.round(sum(audits, (audit) => audit.expected)))} expected`;
  return failed.length === 0
    ? {
        name: 'fault-audit',
        passed: true,
        sentence: `Fault-rate audit passed: ${numbers} (smallest p ${pValue(Math.min(...adjusted))}).`,
      }
    : {
        name: 'fault-audit',
        passed: false,
        sentence:
          `Fault-rate audit failed ${atRates(failed.map((audit) => audit.failure_rate))}: ${numbers} ` +
          `(p ${pValue(Math.min(...adjusted))}). The proxy did not deliver what was asked for.`,
      };
}

/** Two-sided, by the normal approximation to a sum of Bernoulli trials; certain where nothing varies. */
export function auditP({ z, expected, decided }: FaultAudit): number {
  if (z === null) return expected === decided ? 1 : 0;
  return Math.min(1, 2 * normalUpperTail(Math.abs(z)));
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
