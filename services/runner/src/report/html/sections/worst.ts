import type { RunRow } from '@chaos-lab/contracts';
import type { ReportModel } from '../../model/report-model.ts';
import { worstSentence } from '../../findings/worst-sentence.ts';
import { percent } from '../../../summary/words/numbers.ts';
import { armName } from '../arm-mark.ts';
import { type Html, html } from '../html.ts';
import { timeline } from '../timeline.ts';
import { verdictChip } from '../verdict-chip.ts';

/** The worst runs of every arm: a line each, and below it the command and the calls. */
export function worstSection(model: ReportModel): Html {
  const { worst, arms } = model;
  if (worst.length === 0) {
    return html`<section id="worst"><h2>Worst runs</h2><p class="card">Every run was a verified success.</p></section>\n`;
  }
  return html`<section id="worst"><h2>Worst runs</h2>
<div class="card"><p>Of every arm the three worst: first what left most wrong, then what failed at the lowest failure rate.</p>
<ol class="worst-list">${worst.map((row, place) => html`<li><a href="#run-${place + 1}">${armName(arms, row.arm)} at ${percent(row.failure_rate)}, <span class="mono">${row.session}</span></a> ${verdictChip(row.verdict)}</li>`)}</ol></div>
${worst.map((row, place) => runView(model, row, place + 1))}
</section>\n`;
}

function runView(model: ReportModel, row: RunRow, number: number): Html {
  return html`<article class="card worst" id="run-${number}">
<h3>${armName(model.arms, row.arm)} at ${percent(row.failure_rate)} ${verdictChip(row.verdict)}</h3>
<p>${worstSentence(row)}</p>
${timeline(model.attempts.timelines.get(row.run_id) ?? [])}
<p class="command"><code>chaos-lab explain ${model.run} ${row.session}</code></p>
</article>\n`;
}
