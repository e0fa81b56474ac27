import type { Session } from '../../collect/telling-sessions.ts';
import type { AttemptsDigest } from '../../collect/attempts.ts';
import type { ReportModel } from '../../model/report-model.ts';
import { faultTable, recoveryTable } from '../../tables/fault-tables.ts';
import { count, duration, percent } from '../../../summary/words/numbers.ts';
import { armName } from '../arm-mark.ts';
import { figure } from '../figure.ts';
import { type Html, html } from '../html.ts';
import { folded } from '../render-table.ts';
import { timeline, timelineLegend } from '../timeline.ts';
import { verdictChip } from '../verdict-chip.ts';
import type { Drawn } from './figures.ts';

/** When faults struck, which they were, and how the arms met the same ones. */
export function faultsSection(model: ReportModel, drawn: Drawn): Html {
  const { attempts, sessions } = model;
  return html`<section id="faults-section"><h2>Faults</h2>
${figure(drawn.get('faults'), html``, kinds(attempts), folded('Figures: faults by operation, recoveries by arm', faultTable(attempts), recoveryTable(attempts)))}
${
  sessions.length > 0 &&
  html`<div class="card" id="timelines"><h3>The same faults, arm by arm</h3>
<p>Sessions in which the arms part ways. Every arm of a session meets the same fault at the same attempt of the same call. Calls are drawn one after another, not to scale; waits grow with the root of their length.</p>
${timelineLegend()}${sessions.map((session) => sessionView(model, session))}</div>`
}
</section>\n`;
}

function sessionView(model: ReportModel, { session, rate, runs }: Session): Html {
  return html`<article class="session"><h4>${session} at ${percent(rate)}</h4>${runs.map(
    (
      run,
    ) => html`<div class="run"><p>${armName(model.arms, run.arm)} ${verdictChip(run.verdict)} <span class="quiet">${duration(run.duration_ms)}</span></p>
${timeline(model.attempts.timelines.get(run.run_id) ?? [])}</div>\n`,
  )}</article>\n`;
}

/** Faults by kind, over all operations, as bars. */
function kinds({ faults }: AttemptsDigest): Html {
  const byKind = new Map<string, number>();
  for (const one of faults) {
    const name = `${one.fault}, ${one.phase}`;
    byKind.set(name, (byKind.get(name) ?? 0) + one.count);
  }
  const sorted = [...byKind].toSorted(([, a], [, b]) => b - a).slice(0, 12);
  const most = sorted[0]?.[1] ?? 0;
  if (most === 0) return html``;
  return html`<ul class="bars" aria-label="Faults by kind and phase">${sorted.map(
    ([name, n]) =>
      html`<li><span>${name}</span><span class="bar"><span style="width:${((100 * n) / most).toFixed(1)}%"></span></span><span class="n">${count(n)}</span></li>`,
  )}</ul>`;
}
