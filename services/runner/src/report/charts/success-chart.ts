import type { ReportModel } from '../model/report-model.ts';
import { percent } from '../../summary/words/numbers.ts';
import { plural } from '../../summary/words/phrases.ts';
import { type Chart, type Place, WIDTH } from './chart.ts';
import { ink } from './palette.ts';
import { armScales, dodge, rateAxis, rateDomain, titleOf } from './parts.ts';
import { chartConfig } from './style.ts';

const CLOSED_FORM = 'closed form';

/** Verified success of every arm over the failure rate, with Wilson intervals and the closed form. */
export function successChart({ arms, rates, summary, closedForm }: ReportModel): Chart {
  const names = arms.map((arm) => arm.name);
  const apart = dodge(rates, names);
  const cells = summary.cells
    .filter((cell) => cell.success.ratio !== null)
    .map(({ arm, failure_rate: rate, success }) => ({
      arm,
      rate,
      x: apart(rate, arm),
      ratio: success.ratio,
      low: success.low,
      high: success.high,
    }));
  const curves = (closedForm?.curves ?? []).flatMap(({ retries, points }) =>
    points.map((point) => ({
      ...point,
      curve: `${CLOSED_FORM}, ${retries === 0 ? 'no retry' : plural(retries, 'blind retry', 'blind retries')}`,
      retries,
    })),
  );
  const head = {
    id: 'success',
    title: 'Verified success by failure rate',
    description:
      `Share of runs that the ledger confirms, with ${percent(summary.confidence)} Wilson intervals.` +
      (curves.length === 0
        ? ''
        : ' Dashed: what probability predicts for arms that retry without judgement.'),
  };
  return {
    ...head,
    spec: (place) => ({
      ...titleOf(head, place),
      width: WIDTH[place.kind],
      height: place.kind === 'narrow' ? 250 : 330,
      config: chartConfig(place),
      layer: [
        ...(curves.length === 0 ? [] : closedFormLayers(curves, place)),
        {
          data: { values: cells },
          encoding: {
            x: {
              field: 'x',
              type: 'quantitative',
              scale: { domain: rateDomain(rates), nice: false },
              axis: rateAxis(rates),
            },
            color: armScales(names, place).color,
          },
          layer: [
            {
              mark: { type: 'rule', strokeWidth: 2, opacity: 0.55 },
              encoding: { y: { field: 'low', ...SHARE }, y2: { field: 'high' } },
            },
            {
              mark: { type: 'line', strokeWidth: 2 },
              encoding: { y: { field: 'ratio', ...SHARE } },
            },
            {
              mark: {
                type: 'point',
                filled: true,
                size: place.kind === 'narrow' ? 55 : 80,
                opacity: 1,
                stroke: ink('paper'),
                strokeWidth: 1.2,
              },
              encoding: {
                y: { field: 'ratio', ...SHARE },
                shape: armScales(names, place).shape,
              },
            },
          ],
        },
      ],
    }),
  };
}

const SHARE = {
  type: 'quantitative' as const,
  scale: { domain: [0, 1] },
  axis: { title: null, format: '.0%', values: [0, 0.25, 0.5, 0.75, 1] },
};

type CurvePoint = {
  readonly rate: number;
  readonly success: number;
  readonly curve: string;
  readonly retries: number;
};

function closedFormLayers(curves: readonly CurvePoint[], { kind }: Place) {
  const ends = curves.filter((point, index) => curves[index + 1]?.curve !== point.curve);
  return [
    {
      data: { values: [...curves] },
      mark: { type: 'line' as const, strokeWidth: 1.3, strokeDash: [2, 3], color: ink('form') },
      encoding: {
        x: { field: 'rate', type: 'quantitative' as const },
        y: { field: 'success', type: 'quantitative' as const },
        detail: { field: 'curve', type: 'nominal' as const },
      },
    },
    {
      data: { values: ends },
      mark: {
        type: 'text' as const,
        align: 'right' as const,
        dy: 16,
        dx: -6,
        color: ink('muted'),
        fontSize: kind === 'narrow' ? 10 : 11,
      },
      encoding: {
        x: { field: 'rate', type: 'quantitative' as const },
        y: { field: 'success', type: 'quantitative' as const },
        text: { field: 'curve', type: 'nominal' as const },
      },
    },
  ];
}
