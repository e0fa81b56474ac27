import type { Contrast } from '../model/contrasts.ts';
import type { ContrastResult } from '../model/contrast-result.ts';
import type { ReportModel } from '../model/report-model.ts';
import { percent } from '../../summary/words/numbers.ts';
import { type Chart, type Place, WIDTH } from './chart.ts';
import { ink } from './palette.ts';
import { rateAxis, rateDomain, titleOf } from './parts.ts';
import { chartConfig } from './style.ts';

/** More small pictures than this are a table; the table has all of them. */
const MOST = 6;

const VERDICTS = ['better', 'worse', 'no significant difference'] as const;

/** Paired difference of success, contrast by contrast; undefined where there is nothing to compare. */
export function differenceChart(model: ReportModel): Chart | undefined {
  const { contrasts, rates, summary, claims } = model;
  const shown = contrasts.slice(0, MOST);
  const values = shown.flatMap((contrast) => pointsOf(contrast, claims.allowed));
  if (values.length === 0) return undefined;
  const head = {
    id: 'difference',
    title: 'Paired difference in success',
    description:
      `Percentage points by which the first arm succeeds more often than the second over the same sessions, ` +
      `with ${percent(summary.confidence)} Tango intervals.` +
      (claims.allowed
        ? ' Filled: significant after Holm.'
        : ' No verdict: a check has not passed.'),
  };
  const facets = new Set(values.map((value) => value.contrast)).size;
  return {
    ...head,
    spec: (place) => {
      const columns = columnsOf(place, facets);
      return {
        ...titleOf(head, place),
        data: { values },
        config: chartConfig(place),
        facet: { field: 'contrast', type: 'nominal', sort: shown.map(nameOf) },
        resolve: { axis: { x: 'independent', y: 'independent' }, scale: { y: 'independent' } },
        columns,
        spacing: { column: 44, row: 26 },
        spec: {
          ...sizeOf(place, columns),
          encoding: {
            x: {
              field: 'rate',
              type: 'quantitative',
              scale: { domain: rateDomain(rates), nice: false },
              axis: rateAxis(rates),
            },
            color: {
              field: 'verdict',
              type: 'nominal',
              scale: { domain: [...VERDICTS], range: [ink('good'), ink('bad'), ink('muted')] },
              legend: place.kind === 'file' ? {} : null,
            },
          },
          layer: [
            {
              mark: { type: 'rule', color: ink('form'), strokeWidth: 1 },
              encoding: {
                x: { value: 0 },
                x2: { value: 'width' },
                y: { datum: 0 },
                color: { value: ink('form') },
              },
            },
            {
              mark: { type: 'rule', strokeWidth: 2 },
              encoding: { y: { field: 'lower', ...POINTS }, y2: { field: 'upper' } },
            },
            {
              mark: { type: 'point', size: 64, opacity: 1, strokeWidth: 1.8 },
              encoding: {
                y: { field: 'difference', ...POINTS },
                fill: {
                  field: 'verdict',
                  type: 'nominal',
                  scale: {
                    domain: [...VERDICTS],
                    range: [ink('good'), ink('bad'), ink('paper')],
                  },
                  legend: place.kind === 'file' ? {} : null,
                },
                shape: {
                  field: 'verdict',
                  type: 'nominal',
                  scale: {
                    domain: [...VERDICTS],
                    range: ['triangle-up', 'triangle-down', 'circle'],
                  },
                  legend: place.kind === 'file' ? {} : null,
                },
              },
            },
          ],
        },
      };
    },
  };
}

const POINTS = {
  type: 'quantitative',
  scale: { nice: true, zero: true },
  axis: {
    title: null,
    tickCount: 5,
    labelExpr: "datum.value === 0 ? '0' : format(datum.value, '+~r')",
  },
} as const;

function columnsOf({ kind }: Place, facets: number): number {
  return kind === 'narrow' ? 1 : Math.min(2, facets);
}

function sizeOf({ kind }: Place, columns: number): { width: number; height: number } {
  if (kind === 'narrow') return { width: WIDTH.narrow, height: 150 };
  const width = WIDTH[kind];
  return columns === 1 ? { width, height: 240 } : { width: (width - 50) / 2, height: 165 };
}

const nameOf = ({ candidate, reference }: Contrast): string => `${candidate} − ${reference}`;

function pointsOf({ candidate, reference, rows }: ContrastResult, claimed: boolean) {
  return rows.map(({ rate, comparison: { difference, standing } }) => ({
    contrast: nameOf({ candidate, reference }),
    rate,
    difference: 100 * difference.estimate,
    lower: 100 * difference.lower,
    upper: 100 * difference.upper,
    verdict: claimed ? standing : 'no significant difference',
  }));
}
