import type { ReportModel } from '../../model/report-model.ts';
import { costTable } from '../../tables/cost-table.ts';
import { differenceTable } from '../../tables/difference-table.ts';
import { latencyTable, timeTable } from '../../tables/latency-table.ts';
import { successTable } from '../../tables/success-table.ts';
import { verdictTable } from '../../tables/verdict-table.ts';
import {
  armLegend,
  type DrawnChart,
  figure,
  significanceLegend,
  verdictLegend,
} from '../figure.ts';
import { type Html, html } from '../html.ts';
import { folded } from '../render-table.ts';

export type Drawn = ReadonlyMap<string, DrawnChart>;

export function figuresSection(model: ReportModel, drawn: Drawn): Html {
  const { arms, claims, contrasts, damage, latency, summary } = model;
  const { confidence } = summary;
  const legend = armLegend(arms);
  const harmed = damage.filter(({ rows }) =>
    rows.some(({ comparison: { table } }) => table.onlyA + table.onlyB + table.both > 0),
  );
  return html`<section id="success-section"><h2>Success</h2>
${figure(drawn.get('success'), legend, folded('Figures', successTable(model)))}
${figure(drawn.get('difference'), significanceLegend(claims.allowed), folded('Figures: n, b, c, intervals, p-values', differenceTable(contrasts, claims, confidence)))}
</section>
<section id="verdicts-section"><h2>What was left behind</h2>
${figure(drawn.get('verdicts'), verdictLegend(), folded('Figures', verdictTable(model), differenceTable(harmed, claims, confidence)))}
</section>
<section id="cost"><h2>What it cost</h2>
${figure(drawn.get('latency'), legend, folded('Figures', timeTable(model), latencyTable(latency, confidence)))}
${figure(drawn.get('amplification'), legend, folded('Figures', costTable(model)))}
${figure(drawn.get('waits'), legend)}
</section>\n`;
}
