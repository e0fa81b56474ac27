import type { ReportModel } from '../model/report-model.ts';
import { percent } from '../../summary/words/numbers.ts';
import { type Chart, WIDTH } from './chart.ts';
import { ink } from './palette.ts';
import { armScales, titleOf } from './parts.ts';
import { chartConfig } from './style.ts';

/** Time of a verified success against how often there is one; undefined where nothing succeeded. */
export function latencyChart({ arms, rates, summary, costOf }: ReportModel): Chart | undefined {
  const names = arms.map((arm) => arm.name);
  const values = summary.cells.flatMap(({ arm, failure_rate: rate, success }) => {
    const times = costOf(arm, rate).successMs;
    if (times === null || success.ratio === null) return [];
    return [
      {
        arm,
        rate,
        label: percent(rate),
        ratio: success.ratio,
        p10: seconds(times.p10),
        p50: seconds(times.p50),
        p90: seconds(times.p90),
      },
    ];
  });
  if (values.length === 0) return undefined;
  const head = {
    id: 'latency',
    title: 'What success costs in time',
    description:
      'Median lab time of a verified success against verified success, one point a failure rate, joined in their order, the highest labelled; ' +
      'lines across reach from the 10th to the 90th percentile. Up and left is better.',
  };
  const labelled = Math.max(...rates);
  return {
    ...head,
    spec: (place) => ({
      ...titleOf(head, place),
      width: WIDTH[place.kind],
      height: place.kind === 'narrow' ? 230 : 290,
      config: chartConfig(place),
      data: { values },
      encoding: {
        y: {
          field: 'ratio',
          type: 'quantitative',
          scale: { domain: [0, 1] },
          axis: { title: null, format: '.0%', values: [0, 0.25, 0.5, 0.75, 1] },
        },
        color: armScales(names, place).color,
      },
      layer: [
        {
          mark: { type: 'rule', strokeWidth: 1.6, opacity: 0.22 },
          encoding: { x: { field: 'p10', ...TIME }, x2: { field: 'p90' } },
        },
        {
          mark: { type: 'line', strokeWidth: 1.4, opacity: 0.6 },
          encoding: {
            x: { field: 'p50', ...TIME },
            order: { field: 'rate', type: 'quantitative' },
          },
        },
        {
          mark: {
            type: 'point',
            filled: true,
            size: 62,
            opacity: 1,
            stroke: ink('paper'),
            strokeWidth: 1.2,
          },
          encoding: { x: { field: 'p50', ...TIME }, shape: armScales(names, place).shape },
        },
        {
          transform: [{ filter: { field: 'rate', equal: labelled } }],
          mark: { type: 'text', dy: 15, fontSize: place.kind === 'narrow' ? 10 : 11 },
          encoding: { x: { field: 'p50', ...TIME }, text: { field: 'label', type: 'nominal' } },
        },
      ],
    }),
  };
}

const TIME = {
  type: 'quantitative',
  scale: { type: 'log', nice: false, padding: 14 },
  axis: { title: 'lab time, seconds, log scale', format: '~s', tickCount: 5, grid: false },
} as const;

/** A log axis has no place for 0; nothing on a network is faster than this. */
const seconds = (ms: number): number => Math.max(ms, 0.01) / 1000;
