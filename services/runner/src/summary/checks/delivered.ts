import type { FaultAudit } from '@chaos-lab/contracts';
import { holm } from '@chaos-lab/stats';
import { count, pValue } from '../words/numbers.ts';
import { atRates, list, plural } from '../words/phrases.ts';
import { type Check, failed, LEVEL, passed } from './check.ts';

/** Every fault that was decided went out, and as many were decided as the rates say (exact binomial, Holm). */
export const delivered: Check = ({ fault_audit: audits }) => {
  const decisions = sum(audits, (audit) => audit.decisions);
  if (decisions === 0) return failed('Faults were not audited: no call was decided upon.');
  const lost = reasons(audits, (audit) => audit.undelivered);
  const spared = reasons(audits, (audit) => audit.inapplicable);
  const decided = sum(audits, (audit) => audit.decided);
  const numbers =
    `${count(sum(audits, (audit) => audit.delivered))} of ${plural(decided, 'fault')} delivered in ${plural(decisions, 'call')}, ` +
    `${count(Math.round(sum(audits, (audit) => audit.expected)))} expected` +
    (spared === '' ? '' : `; with nothing to do to a call: ${spared}`);
  if (lost !== '') {
    return failed(`Faults were not delivered (${lost}): ${numbers}.`);
  }
  const adjusted = holm(audits.map((audit) => audit.p));
  const off = audits.filter((_, index) => (adjusted[index] ?? 1) < LEVEL);
  const smallest = `smallest p ${pValue(Math.min(1, ...adjusted))}`;
  return off.length === 0
    ? passed(`Faults were delivered as asked for: ${numbers} (${smallest}).`)
    : failed(
        `Faults were not delivered at the rate asked for ${atRates([...new Set(off.map((audit) => audit.failure_rate))])} ` +
          `in ${list([...new Set(off.map((audit) => audit.arm))])}: ${numbers} (${smallest}).`,
      );
};

function reasons(
  audits: readonly FaultAudit[],
  of: (audit: FaultAudit) => Readonly<Record<string, number>>,
): string {
  const counts = new Map<string, number>();
  for (const audit of audits) {
    for (const [reason, n] of Object.entries(of(audit))) {
      counts.set(reason, (counts.get(reason) ?? 0) + n);
    }
  }
  return [...counts].map(([reason, n]) => `${reason} ${count(n)}`).join(', ');
}

const sum = (audits: readonly FaultAudit[], value: (audit: FaultAudit) => number): number =>
  audits.reduce((all, audit) => all + value(audit), 0);
