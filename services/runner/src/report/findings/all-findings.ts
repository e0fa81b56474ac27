import type { Standing } from '../model/contrast-result.ts';
import type { ReportModel } from '../model/report-model.ts';
import { closedFormFinding } from './closed-form-finding.ts';
import { contrastFinding } from './contrast-finding.ts';
import { costFinding } from './cost-finding.ts';
import { damageFinding } from './damage-finding.ts';
import type { Finding } from './finding.ts';
import { latencyFinding } from './latency-finding.ts';

export type Findings = {
  /** The one sentence a reader takes away. */
  readonly title: Finding;
  /** Success, contrast by contrast; where claims are withheld, the one that says so. */
  readonly contrasts: readonly Finding[];
  readonly others: readonly Finding[];
};

/** Damage is compared in words for the first contrast, and wherever a candidate does more of it. */
const DECIDED: ReadonlySet<Standing> = new Set(['greater', 'less', 'mixed']);

/** Everything a report says in words, in the order in which it says it. */
export function findingsOf(model: ReportModel): Findings {
  const { claims, contrasts, damage, latency, closedForm, arms, summary } = model;
  const names = arms.map((arm) => arm.name);
  const { confidence } = summary;
  const withheld: Finding[] = claims.allowed
    ? []
    : [{ tone: 'caution', headline: 'No claim is made', detail: claims.reason }];
  const success = claims.allowed
    ? contrasts.map((contrast) => contrastFinding(contrast, claims))
    : withheld;
  const harm = claims.allowed
    ? damage
        .filter(
          ({ standing }, index) => DECIDED.has(standing) && (index === 0 || standing !== 'less'),
        )
        .map((contrast) => contrastFinding(contrast, claims))
    : [];
  const firstContrast = contrasts[0];
  const times = latency.filter(
    (row) =>
      row.candidate === firstContrast?.candidate && row.reference === firstContrast.reference,
  );
  const others = [
    damageFinding(names, summary.cells, confidence),
    ...harm,
    costFinding(names, summary.cells),
    latencyFinding(times, claims, confidence),
    closedFormFinding(closedForm),
  ].filter((finding) => finding !== undefined);
  const only: Finding = {
    tone: 'plain',
    headline: 'One arm, nothing to compare it with',
    detail: '',
  };
  return { title: success[0] ?? only, contrasts: success, others };
}
