import { folded } from '../check/report-text.ts';
import { story } from '../trial/story.ts';
import { economy, headline, type HuntReport } from './hunt-report.ts';
import { setText } from './search/fault-set.ts';

/** The same as Markdown: for a pull request, and beside the files. */
export function huntMarkdown(report: HuntReport): string {
  const { client, target, k, faults, oracle, findings, known, certificate, refusals } = report;
  const parts = [
    `# ${headline(report)}`,
    `\`${client}\` against ${target}, up to ${k} of the faults ${faults.join(', ')}, judged by ${oracle}.`,
    ...findings.map(({ cause, title, set, run, sets }) =>
      [
        `## ${title}${known.has(cause.id) ? ' (in the baseline)' : ''}`,
        `${cause.sentence}.`,
        `Smallest set: ${setText(set)}. Failing sets with this cause: ${sets}.`,
        folded(story(run))
          .map((line) => `1. ${line}`)
          .join('\n'),
      ].join('\n\n'),
    ),
    ...(certificate === null ? [] : [certificate.says]),
    ...(findings.length > 0 || certificate !== null
      ? []
      : [refusals.map((why) => `- no certificate: ${why}`).join('\n')]),
    `## Coverage`,
    `${economy(report)}.`,
    reactionTable(report),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function reactionTable({ result }: HuntReport): string {
  const rows = result.coverage.reactions.map(
    ({ operation, fault, met, again, recovered, failed, broken }) =>
      `| ${[operation, fault, met, again, recovered, failed, broken].join(' | ')} |`,
  );
  return [
    '| operation | fault | met | tried again | recovered | failed cleanly | broke |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}
