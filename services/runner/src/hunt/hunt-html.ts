import { folded } from '../check/report-text.ts';
import { type Html, html } from '../report/html/html.ts';
import { smallPage } from '../trial/page.ts';
import { story } from '../trial/story.ts';
import type { Reaction } from './coverage.ts';
import type { Finding } from './findings.ts';
import { economy, headline, type HuntReport, n, runsOf } from './hunt-report.ts';
import { setText } from './search/fault-set.ts';

/** The hunt as one page: what was found, what the client did with each fault, and how far it was followed. */
export function huntHtml(report: HuntReport): string {
  const { client, target, findings, certificate, refusals, result, oracle, k, seconds } = report;
  return smallPage(
    `${headline(report)}: ${client}`,
    html`<h1>${headline(report)}</h1>
<p><code>${client}</code> against <code>${target}</code></p>
<p class="soft">Up to ${k} faults, ${n(runsOf(result))} runs in ${seconds.toFixed(1)} s, judged by ${oracle}.</p>
${findings.map((finding) => card(finding, report))}
${certificate !== null && html`<section class="card"><h3>Certificate</h3><p>${certificate.says}</p></section>`}
${
  findings.length === 0 &&
  certificate === null &&
  html`<section class="card"><h3>No certificate</h3>${refusals.map((why) => html`<p>${why}</p>`)}</section>`
}
<h2>What it did with each fault</h2>
${reactions(result.coverage.reactions)}
<h2>How far its retries were followed</h2>
<div class="scroll"><table><thead><tr><th>operation</th><th>calls</th><th>tries of one call</th></tr></thead>
<tbody>${result.coverage.operations.map(
      ({ operation, calls, attempts }) =>
        html`<tr><th scope="row">${operation}</th><td class="number">${calls}</td><td class="number">${attempts}</td></tr>`,
    )}</tbody></table></div>
<h2>What was run</h2>
<div class="scroll"><table><thead><tr><th>faults in the set</th><th>runs</th></tr></thead>
<tbody>${result.bySize.map((count, size) => html`<tr><th scope="row">${size}</th><td class="number">${n(count)}</td></tr>`)}</tbody></table></div>
<p class="soft">${economy(report)}.</p>`,
  );
}

function card(
  { cause, title, set, run, violation, sets }: Finding,
  { known, again }: HuntReport,
): Html {
  const old = known.has(cause.id) ? ' (in the baseline)' : '';
  return html`<section class="card"><h3>${title}${old}: ${cause.sentence}</h3>
<p>${setText(set)}${sets > 1 && html` <span class="soft">and ${n(sets - 1)} more sets with this cause</span>`}</p>
<ol>${folded(story(run)).map((line) => html`<li>${line}</li>`)}</ol>
<p>${violation.detail}</p>
<p class="soft">Again:</p><pre>${again({ cause, title, set, run, violation, sets, shrunk: true })}</pre></section>
`;
}

/** One table for each operation: a fault to a line. */
function reactions(all: readonly Reaction[]): Html[] {
  return [...Map.groupBy(all, ({ operation }) => operation)].map(
    ([operation, ofOperation]) => html`<p><code>${operation}</code></p>
<div class="scroll"><table><thead><tr><th>fault</th><th>met</th><th>tried again</th><th>recovered</th><th>failed cleanly</th><th>broke</th></tr></thead>
<tbody>${ofOperation.map(
      ({ fault, met, again, recovered, failed, broken }) =>
        html`<tr><th scope="row">${fault}</th><td class="number">${n(met)}</td><td class="number">${n(again)}</td><td class="number good">${n(recovered)}</td><td class="number">${n(failed)}</td><td class="number${broken > 0 && html` bad`}">${n(broken)}</td></tr>`,
    )}</tbody></table></div>
`,
  );
}
