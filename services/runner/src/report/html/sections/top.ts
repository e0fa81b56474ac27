import type { LabCheckName } from '@chaos-lab/contracts';
import type { Findings } from '../../findings/all-findings.ts';
import type { ReportModel } from '../../model/report-model.ts';
import { withoutScheme } from '../../model/arm-words.ts';
import { count, percent } from '../../../summary/words/numbers.ts';
import { plural } from '../../../summary/words/phrases.ts';
import { type Html, html } from '../html.ts';

/** The finding as the title, what it rests on, and how far the run can be trusted. */
export function topSection(model: ReportModel, { title }: Findings): Html {
  const { run, manifest, summary, notes } = model;
  const { experiment, scenario } = manifest;
  const description = withoutScheme((experiment.description ?? scenario.description ?? '').trim());
  return html`<header class="top" id="top">
<p class="over">Chaos Lab report <span>·</span> ${run}</p>
<h1>${title.headline}</h1>
<p class="lead">${title.detail}</p>
<ul class="pills">${pills(model)}</ul>
${description !== '' && html`<p class="quiet">${description}</p>`}
<dl class="facts">
<div><dt>Scenario</dt><dd>${scenario.name}</dd></div>
<div><dt>Arms</dt><dd>${experiment.arms.length}</dd></div>
<div><dt>Failure rates</dt><dd>${ratesOf(experiment.rates)}</dd></div>
<div><dt>Pairs a rate</dt><dd>${count(experiment.pairs)}</dd></div>
<div><dt>Runs</dt><dd>${count(summary.runs)}${summary.partial && ` of ${count(summary.planned_runs)}`}</dd></div>
<div><dt>Seed</dt><dd>${String(experiment.seed)}</dd></div>
</dl>
${notes.length > 0 && html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`}
</header>\n`;
}

function ratesOf(rates: readonly number[]): string {
  if (rates.length < 4) return rates.map(percent).join(' · ');
  return `${rates.length}, ${percent(Math.min(...rates))} to ${percent(Math.max(...rates))}`;
}

function pills({ summary, checks }: ReportModel): readonly Html[] {
  const complete = summary.partial
    ? html`<li class="pill caution">partial: ${summary.state}</li>`
    : html`<li class="pill good">complete, ${plural(summary.runs, 'run')}</li>`;
  return [
    complete,
    ...checks.map(({ name, passed }) =>
      passed
        ? html`<li class="pill good">${PILLS[name].good}</li>`
        : html`<li class="pill bad">${PILLS[name].bad}</li>`,
    ),
  ];
}

/** What a check says in two or three words. */
const PILLS = {
  delivered: { good: 'faults delivered', bad: 'faults not as asked for' },
  undisturbed: { good: 'undisturbed', bad: 'disturbed' },
  alone: { good: 'alone on the lab', bad: 'not alone on the lab' },
  reached: { good: 'every arm reached', bad: 'an arm not reached' },
  time: { good: 'time scale harmless', bad: 'time scale matters' },
  aa: { good: 'A/A check passed', bad: 'A/A check not passed' },
} satisfies Record<LabCheckName, { readonly good: string; readonly bad: string }>;
