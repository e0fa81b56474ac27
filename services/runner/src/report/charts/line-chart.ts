import type { TopLevelSpec } from 'vega-lite';
import { type Chart, type Place, WIDTH } from './chart.ts';
import { ink } from './palette.ts';
import { armScales, dodge, rateAxis, rateDomain, titleOf } from './parts.ts';
import { chartConfig } from './style.ts';

/** A quantity of one arm at one rate, with the ends of its interval or spread. */
export type ArmPoint = {
  readonly arm: string;
  readonly rate: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
};

export type LineChart = {
  readonly head: Pick<Chart, 'title' | 'description'>;
  readonly arms: readonly string[];
  readonly rates: readonly number[];
  readonly points: readonly ArmPoint[];
  /** A Vega expression of a tick's label. */
  readonly label: string;
  readonly domainMin: number;
};

/** Points with spreads over the failure rate, joined arm by arm. */
export function lineSpec(chart: LineChart, place: Place): TopLevelSpec {
  const { head, arms, rates, points, label, domainMin } = chart;
  const apart = dodge(rates, arms);
  const values = points.map(({ arm, rate, value, low, high }) => ({
    arm,
    value,
    low,
    high,
    x: apart(rate, arm),
  }));
  const vertical = {
    type: 'quantitative',
    scale: { domainMin, nice: true, zero: false },
    axis: { title: null, labelExpr: label, tickCount: 5 },
  } as const;
  const scales = armScales(arms, place);
  return {
    ...titleOf(head, place),
    width: WIDTH[place.kind],
    height: place.kind === 'narrow' ? 180 : 220,
    config: chartConfig(place),
    data: { values },
    encoding: {
      x: {
        field: 'x',
        type: 'quantitative',
        scale: { domain: rateDomain(rates), nice: false },
        axis: rateAxis(rates),
      },
      color: scales.color,
    },
    layer: [
      {
        mark: { type: 'rule', strokeWidth: 2, opacity: 0.5 },
        encoding: { y: { field: 'low', ...vertical }, y2: { field: 'high' } },
      },
      {
        mark: { type: 'line', strokeWidth: 2 },
        encoding: { y: { field: 'value', ...vertical } },
      },
      {
        mark: {
          type: 'point',
          filled: true,
          size: place.kind === 'narrow' ? 50 : 70,
          opacity: 1,
          stroke: ink('paper'),
          strokeWidth: 1.2,
        },
        encoding: { y: { field: 'value', ...vertical }, shape: scales.shape },
      },
    ],
  };
}
