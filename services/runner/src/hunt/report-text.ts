import { folded } from '../check/report-text.ts';
import { story } from '../trial/story.ts';
import type { Finding } from './findings.ts';
import { economy, headline, type HuntReport } from './hunt-report.ts';
import { setText } from './search/fault-set.ts';

/** What a hunt prints at its end. */
export function huntText(report: HuntReport): string {
  const { findings, certificate, refusals, result } = report;
  const lines = [headline(report)];
  for (const finding of findings) lines.push('', ...findingLines(finding, report));
  lines.push('', economy(report));
  if (certificate !== null) lines.push('', certificate.says);
  else if (findings.length === 0)
    lines.push('', ...refusals.map((why) => `no certificate: ${why}`));
  if (result.findings.dropped > 0)
    lines.push(`${result.findings.dropped} more sets fail otherwise`);
  return `${lines.join('\n')}\n`;
}

function findingLines(finding: Finding, { again, known }: HuntReport): string[] {
  const { cause, title, set, run, violation, sets, shrunk } = finding;
  const merged = sets > 1 ? `; ${sets} failing sets come from it` : '';
  return [
    `${title.toUpperCase()}${known.has(cause.id) ? ' (in the baseline)' : ''}: ${cause.sentence}`,
    `    ${set.length === 1 ? 'one fault' : `${set.length} faults`}${shrunk ? '' : ', not shrunk'}: ${setText(set)}${merged}`,
    ...folded(story(run)).map((line) => `    ${line}`),
    `    ${violation.detail}`,
    `    again: ${again(finding)}`,
  ];
}
