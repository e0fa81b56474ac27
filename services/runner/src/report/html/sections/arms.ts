import type { Cell } from '@chaos-lab/contracts';
import { armInk } from '../../charts/palette.ts';
import type { ReportModel } from '../../model/report-model.ts';
import { percent } from '../../../summary/words/numbers.ts';
import { armMark } from '../arm-mark.ts';
import { type Html, html } from '../html.ts';

/** A tile an arm: its success at the highest failure rate, and its way there. */
export function armsSection({ arms, summary, rates }: ReportModel): Html {
  const run = summary.cells.filter((cell) => cell.runs > 0);
  const highest = Math.max(...run.map((cell) => cell.failure_rate));
  const tiles = arms.map(({ name, description }, place) => {
    const cells = run.filter((cell) => cell.arm === name);
    const cell = cells.find((one) => one.failure_rate === highest);
    return html`<li class="tile">
<h3>${armMark(place)}${name}</h3>
${cell !== undefined && score(cell, summary.confidence)}
${sparkline(cells, rates, `var(--${armInk(place)})`)}
<p>${description}</p></li>\n`;
  });
  return html`<ul class="tiles" aria-label="Verified success of the arms">${tiles}</ul>\n`;
}

function score({ success, failure_rate: rate }: Cell, confidence: number): Html {
  const { ratio, low, high, n } = success;
  return html`<p class="score">${ratio === null ? '–' : percent(ratio)}</p>
<p class="quiet">verified at ${percent(rate)} faults<br>${percent(confidence)}: ${percent(low)} to ${percent(high)}, n = ${n}</p>`;
}

/** Success over the rates, without axes; the chart below has them. */
function sparkline(cells: readonly Cell[], rates: readonly number[], colour: string): Html {
  const most = Math.max(...rates);
  const least = Math.min(...rates);
  if (cells.length < 2 || most === least) return html``;
  const points = cells.map(({ failure_rate: rate, success }) => {
    const x = 2 + (96 * (rate - least)) / (most - least);
    const y = 3 + 26 * (1 - (success.ratio ?? 0));
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return html`<svg class="spark" viewBox="0 0 100 32" preserveAspectRatio="none" aria-hidden="true"><path d="M0 31.5H100" stroke="var(--line)" vector-effect="non-scaling-stroke"/><polyline points="${points.join(' ')}" fill="none" stroke="${colour}" stroke-width="2" vector-effect="non-scaling-stroke" stroke-linejoin="round"/></svg>`;
}
