import type { ReportModel } from '../../model/report-model.ts';
import { methodOf } from '../../findings/method.ts';
import { auditTable } from '../../tables/fault-tables.ts';
import { provenanceOf } from '../../tables/provenance.ts';
import { type Html, html } from '../html.ts';
import { folded } from '../render-table.ts';

/** Why to believe the rest: the laboratory's checks on itself, the method, and how to run it again. */
export function trustSection(model: ReportModel): Html {
  const { checks, run } = model;
  return html`<section id="trust"><h2>Checks, method, repetition</h2>
<div class="card"><h3>Checks of the lab on itself</h3>
<ul class="checks">${checks.map(({ passed, sentence }) => html`<li class="${passed ? 'good' : 'bad'}">${sentence}</li>`)}</ul>
${folded('Figures', auditTable(model))}</div>
<div class="card"><h3>Method</h3>${methodOf(model).map((sentence) => html`<p>${sentence}</p>`)}</div>
<div class="card"><h3>Repetition</h3><dl class="provenance">${provenanceOf(model).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<p class="command"><code>chaos-lab replay ${run}</code></p></div>
</section>\n`;
}
