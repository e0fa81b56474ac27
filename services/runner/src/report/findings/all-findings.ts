import type { Standing } from '../model/contrast-result.ts';
import type { ReportModel } from '../model/report-model.ts';
import { closedFormFinding } from './closed-form-finding.ts';
import { contrastFinding } from './contrast-finding.ts';
import { costFinding } from './cost-finding.ts';
import { damageFinding } from './damage-finding.ts';
import type { Finding } from './finding.ts';
import { hypothesisFinding } from './hypothesis-finding.ts';
import { latencyFinding } from './latency-finding.ts';
import { measuredFinding } from './measured-finding.ts';

export type Findings = {
  /** The one sentence a reader takes away. */
  readonly title: Finding;
  /** Success, contrast by contrast; where claims are withheld, the one that says so. */
  readonly contrasts: readonly Finding[];
  readonly others: readonly Finding[];
};

/** Everything a report says in words, in the order in which it says it. */
export function findingsOf(model: ReportModel): Findings {
  const { claims, contrasts, damage, latency, closedForm, arms, summary } = model;
  const names = arms.map((arm) => arm.name);
  const { confidence } = summary;
  const success = claims.allowed
    ? contrasts.map((contrast) => contrastFinding(contrast, claims))
    : [measuredFinding(names, summary.cells, claims.reason)];
  const harm = claims.allowed
    ? damage
        .filter(({ standing }, place) => isTold(standing, place))
        .map((contrast) => contrastFinding(contrast, claims))
    : [];
  const [main] = contrasts;
  const times = latency.filter(
    (row) => row.candidate === main?.candidate && row.reference === main.reference,
  );
  const others = [
    ...summary.hypotheses.map((result) => hypothesisFinding(result, claims, confidence)),
    damageFinding(names, summary.cells, confidence),
    ...harm,
    costFinding(names, summary.cells),
    latencyFinding(times, claims, confidence),
    closedFormFinding(closedForm),
  ].filter((finding) => finding !== undefined);
  const alone = measuredFinding(
    names,
    summary.cells,
    'There is one arm, nothing to compare it with.',
  );
  return { title: success[0] ?? alone, contrasts: success, others };
}

/** Damage is compared in words for the first contrast, and wherever a candidate does more of it. */
function isTold(standing: Standing, place: number): boolean {
  return standing === 'greater' || standing === 'mixed' || (standing === 'less' && place === 0);
}
