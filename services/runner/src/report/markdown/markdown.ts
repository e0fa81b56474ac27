import type { Chart } from '../charts/chart.ts';
import { VERDICT_WORDS } from '../charts/verdict-chart.ts';
import type { Findings } from '../findings/all-findings.ts';
import type { Finding } from '../findings/finding.ts';
import { methodOf } from '../findings/method.ts';
import { worstSentence } from '../findings/worst-sentence.ts';
import type { ReportModel } from '../model/report-model.ts';
import { costTable } from '../tables/cost-table.ts';
import { differenceTable } from '../tables/difference-table.ts';
import { auditTable, faultTable, recoveryTable } from '../tables/fault-tables.ts';
import { latencyTable, timeTable } from '../tables/latency-table.ts';
import { provenanceOf } from '../tables/provenance.ts';
import { successTable } from '../tables/success-table.ts';
import type { Table } from '../tables/table.ts';
import { verdictTable } from '../tables/verdict-table.ts';
import { percent } from '../../summary/words/numbers.ts';
import { escapeMarkdown as escape } from './escape.ts';
import { markdownTable } from './markdown-table.ts';

/** The report as Markdown: the same sentences, figures and pictures as the page. */
export function markdown(
  model: ReportModel,
  { title, contrasts, others }: Findings,
  charts: readonly Chart[],
): string {
  const { run, manifest, notes, checks } = model;
  const { confidence } = model.summary;
  const tables: Readonly<Record<string, readonly Table[]>> = {
    success: [successTable(model)],
    difference: [differenceTable(model.contrasts, model.claims, confidence)],
    verdicts: [verdictTable(model)],
    latency: [timeTable(model), latencyTable(model.latency, confidence)],
    amplification: [costTable(model)],
    faults: [faultTable(model.attempts), recoveryTable(model.attempts)],
  };
  return [
    `# ${escape(title.headline)}`,
    '',
    escape(title.detail),
    '',
    `Run \`${run}\`, scenario ${escape(manifest.scenario.name)}, arms: ${model.arms.map((arm) => `${escape(arm.name)} (${escape(arm.description)})`).join(', ')}.`,
    '',
    ...notes.map((note) => `> ${escape(note)}\n`),
    '## Findings',
    '',
    ...[...contrasts, ...others].map(bullet),
    '',
    ...charts.flatMap((chart) => [picture(chart), ...(tables[chart.id] ?? []).map(markdownTable)]),
    '## Worst runs',
    '',
    ...model.worst.map(
      (row) =>
        `- **${escape(row.arm)} at ${percent(row.failure_rate)}, ${VERDICT_WORDS[row.verdict as keyof typeof VERDICT_WORDS]}.** ` +
        `${escape(worstSentence(row))} \`chaos-lab explain ${run} ${row.session}\``,
    ),
    '',
    '## Checks, method, repetition',
    '',
    ...checks.map(({ sentence }) => `- ${escape(sentence)}`),
    '',
    markdownTable(auditTable(model)),
    ...methodOf(model).map((sentence) => `${escape(sentence)}\n`),
    ...provenanceOf(model).map(([name, value]) => `- ${escape(name)}: ${escape(value)}`),
    '',
  ].join('\n');
}

function bullet({ headline, detail }: Finding): string {
  return `- **${escape(headline)}.**${detail === '' ? '' : ` ${escape(detail)}`}`;
}

function picture({ id, title, description }: Chart): string {
  return `## ${escape(title)}\n\n${escape(description)}\n\n![${escape(title)}](plots/${id}.svg)\n`;
}
