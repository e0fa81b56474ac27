import type { Findings } from '../../findings/all-findings.ts';
import type { Finding } from '../../findings/finding.ts';
import { type Html, html } from '../html.ts';

/** How many contrasts are told in full besides the one in the title; the others stand behind a fold. */
const SHOWN = 3;

const TONE_WORDS = {
  good: 'better',
  bad: 'worse',
  plain: 'note',
  caution: 'caution',
} as const satisfies Record<Finding['tone'], string>;

export function findingsSection({ contrasts, others }: Findings): Html {
  const [, ...further] = contrasts;
  const rest = further.slice(SHOWN);
  return html`<section id="findings"><h2>Findings</h2>
<ul class="findings">${[...further.slice(0, SHOWN), ...others].map(card)}</ul>
${rest.length > 0 && html`<details><summary>${rest.length} more comparisons</summary><ul class="findings">${rest.map(card)}</ul></details>`}
</section>\n`;
}

function card({ tone, headline, detail }: Finding): Html {
  return html`<li class="finding ${tone}"><h3><span class="hidden">${TONE_WORDS[tone]}: </span>${headline}</h3>${detail !== '' && html`<p>${detail}</p>`}</li>\n`;
}
