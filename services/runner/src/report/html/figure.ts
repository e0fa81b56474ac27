import { VERDICTS } from '@chaos-lab/contracts';
import { VERDICT_WORDS } from '../charts/verdict-chart.ts';
import type { ArmView } from '../model/report-model.ts';
import { armMark } from './arm-mark.ts';
import { type Html, html } from './html.ts';

/** A chart drawn for a wide and for a narrow screen. */
export type DrawnChart = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly wide: Html;
  readonly narrow: Html;
};

/** A chart under its heading, with a legend in text and the figures behind it. */
export function figure(
  chart: DrawnChart | undefined,
  legend: Html,
  ...details: readonly Html[]
): Html {
  if (chart === undefined) return html``;
  return html`<figure class="card" id="${chart.id}">
<figcaption><h3>${chart.title}</h3><p>${chart.description}</p></figcaption>
${legend}<div class="wide">${chart.wide}</div><div class="narrow">${chart.narrow}</div>
${details}</figure>\n`;
}

export function armLegend(arms: readonly ArmView[]): Html {
  return html`<ul class="legend">${arms.map((arm, place) => html`<li>${armMark(place)}${arm.name}</li>`)}</ul>`;
}

export function verdictLegend(): Html {
  return html`<ul class="legend">${VERDICTS.map(
    (verdict) =>
      html`<li><span class="swatch" style="background:var(--${verdict})"></span>${VERDICT_WORDS[verdict]}</li>`,
  )}</ul>`;
}

export function significanceLegend(claimed: boolean): Html {
  const hollow = html`<li><svg class="mark" viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="4.4" fill="none" stroke="var(--muted)" stroke-width="1.8"/></svg>${claimed ? 'no significant difference' : 'no verdict'}</li>`;
  if (!claimed) return html`<ul class="legend">${hollow}</ul>`;
  return html`<ul class="legend">
<li><svg class="mark" viewBox="0 0 12 12" aria-hidden="true"><path d="M6 1l5.2 9.6H.8Z" fill="var(--good)"/></svg>better</li>
<li><svg class="mark" viewBox="0 0 12 12" aria-hidden="true"><path d="M6 11L.8 1.4h10.4Z" fill="var(--bad)"/></svg>worse</li>${hollow}</ul>`;
}
