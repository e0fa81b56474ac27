import { type Cell, VERDICTS, type Verdict } from '@chaos-lab/contracts';
import type { ReportModel } from '../model/report-model.ts';
import { percent } from '../../summary/words/numbers.ts';
import { type Chart, type Place, WIDTH } from './chart.ts';
import { ink } from './palette.ts';
import { titleOf } from './parts.ts';
import { chartConfig } from './style.ts';

/** How a verdict reads in a legend. */
export const VERDICT_WORDS = {
  verified_success: 'verified success',
  correct_failure: 'correct failure',
  false_failure: 'false failure',
  false_success: 'false success',
  corrupted: 'corrupted',
} as const satisfies Record<Verdict, string>;

/** The five exclusive verdicts of every arm and rate, stacked to 100 %. */
export function verdictChart({ arms, rates, summary }: ReportModel): Chart {
  const filled = summary.cells.filter((cell) => cell.runs > 0);
  const names = arms.map((arm) => arm.name);
  const values = filled.flatMap(sharesOf);
  const head = {
    id: 'verdicts',
    title: 'What became of the runs',
    description:
      'Share of the five verdicts that claim and ledger give together, by failure rate (rows) and arm.',
  };
  return {
    ...head,
    spec: (place) => ({
      ...titleOf(head, place),
      data: { values },
      config: chartConfig(place),
      facet: { field: 'arm', type: 'nominal', sort: names },
      columns: columnsOf(place, names.length),
      resolve: { axis: { x: 'independent' } },
      spacing: { column: 26, row: 18 },
      spec: {
        width: widthOf(place, names.length),
        height: { step: place.kind === 'narrow' ? 17 : 21 },
        mark: { type: 'bar', stroke: ink('paper'), strokeWidth: 1, height: { band: 0.86 } },
        encoding: {
          y: {
            field: 'rate',
            type: 'ordinal',
            sort: rates.map(percent),
            axis: { title: null, domain: false, ticks: false },
          },
          x: {
            field: 'share',
            type: 'quantitative',
            stack: 'zero',
            scale: { domain: [0, 1] },
            axis: { title: null, format: '.0%', values: [0, 0.5, 1], grid: false },
          },
          order: { field: 'place', type: 'ordinal' },
          color: {
            field: 'verdict',
            type: 'nominal',
            sort: VERDICTS.map((verdict) => VERDICT_WORDS[verdict]),
            scale: {
              domain: VERDICTS.map((verdict) => VERDICT_WORDS[verdict]),
              range: VERDICTS.map((verdict) => ink(verdict)),
            },
            legend: place.kind === 'file' ? {} : null,
          },
        },
      },
    }),
  };
}

function sharesOf({ arm, failure_rate: rate, verdicts, runs }: Cell) {
  return VERDICTS.map((verdict, place) => ({
    arm,
    rate: percent(rate),
    verdict: VERDICT_WORDS[verdict],
    place,
    share: (verdicts[verdict] ?? 0) / runs,
  })).filter(({ share }) => share > 0);
}

function columnsOf({ kind }: Place, arms: number): number {
  return kind === 'narrow' ? 1 : Math.min(arms, arms === 4 ? 2 : 3);
}

function widthOf(place: Place, arms: number): number {
  const columns = columnsOf(place, arms);
  return Math.floor((WIDTH[place.kind] - (columns - 1) * 30) / columns);
}
