import { addressText } from '../hunt/search/address.ts';
import { type Html, html } from '../report/html/html.ts';
import { smallPage } from '../trial/page.ts';
import { story } from '../trial/story.ts';
import { type Cell, resultWords, toneOf } from './cell.ts';
import type { CheckResult } from './check-json.ts';
import { folded, isBad, summaryLine } from './report-text.ts';

/** The result of a check as one page. */
export function checkHtml(
  result: Pick<CheckResult, 'cells' | 'repeat' | 'target' | 'client' | 'oracle'>,
): string {
  const { cells, target, client } = result;
  const bad = cells.filter(isBad);
  const title = bad.length === 0 ? 'Nothing found' : `${bad.length} ways to break it`;
  return smallPage(
    `${title}: ${client}`,
    html`<h1>${title}</h1>
<p><code>${client}</code> against <code>${target}</code></p>
<p class="soft">${summaryLine(cells, result.oracle)}</p>
<h2>Every call, every fault</h2>
<div class="scroll">${table(cells)}</div>
${bad.length > 0 && html`<h2>What happened</h2>${bad.map((cell) => card(cell, result.repeat(cell)))}`}`,
  );
}

function table(cells: readonly Cell[]): Html {
  const calls = [...new Set(cells.map(({ call }) => addressText(call)))];
  const rows = [...Map.groupBy(cells, ({ column }) => column.title)];
  return html`<table><thead><tr><th></th>${calls.map((call) => html`<th scope="col">${call}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([fault, ofFault]) => html`<tr><th scope="row">${fault}</th>${calls.map((call) => {
      const cell = ofFault.find((one) => addressText(one.call) === call);
      return cell === undefined
        ? html`<td></td>`
        : html`<td class="${toneOf(cell.result)}">${resultWords(cell.result)}</td>`;
    })}</tr>
`,
  )}</tbody></table>`;
}

function card(cell: Cell, repeat: string): Html {
  const { call, column, result, run } = cell;
  return html`<section class="card"><h3>${resultWords(result)}: ${addressText(call)} meets ${column.title}</h3>
${result.kind === 'broken' && html`<p>${result.detail}</p>`}
<ol>${folded(story(run)).map((line) => html`<li>${line}</li>`)}</ol>
<p class="soft">Again:</p><pre>${repeat}</pre></section>
`;
}
