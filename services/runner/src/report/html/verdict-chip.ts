import { VERDICTS, type Verdict } from '@chaos-lab/contracts';
import { VERDICT_WORDS } from '../charts/verdict-chart.ts';
import { type Html, html } from './html.ts';

export function verdictChip(verdict: string): Html {
  const known = VERDICTS.find((one): one is Verdict => one === verdict);
  if (known === undefined) return html`<span class="chip">${verdict}</span>`;
  return html`<span class="chip"><span class="swatch" style="background:var(--${known})"></span>${VERDICT_WORDS[known]}</span>`;
}
