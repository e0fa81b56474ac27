import type { ReportModel } from '../model/report-model.ts';
import { percent } from '../../summary/words/numbers.ts';
import { type Chart, WIDTH } from './chart.ts';
import { ink } from './palette.ts';
import { titleOf } from './parts.ts';
import { chartConfig } from './style.ts';

/** Faults over the course of the experiment; undefined where none was injected. */
export function faultMapChart({ faultBins, rates, manifest }: ReportModel): Chart | undefined {
  if (faultBins.every((bin) => bin.faults === 0)) return undefined;
  const values = faultBins.map((bin) => ({
    rate: percent(bin.rate),
    from: bin.from,
    to: bin.to,
    share: bin.faults / bin.calls,
  }));
  const most = Math.max(...values.map((value) => value.share));
  const head = {
    id: 'faults',
    title: 'Faults over the course of the experiment',
    description:
      `Share of calls that met a fault, by failure rate (rows) and session number (columns); ` +
      `the darkest is ${percent(most)}. Rates share their draws, so columns look alike; a row that changes along its way is a burst or a lab in trouble.`,
  };
  return {
    ...head,
    spec: (place) => ({
      ...titleOf(head, place),
      width: WIDTH[place.kind],
      height: { step: place.kind === 'narrow' ? 18 : 22 },
      config: chartConfig(place),
      data: { values },
      mark: { type: 'rect', color: ink('fault'), stroke: null },
      encoding: {
        x: {
          field: 'from',
          type: 'quantitative',
          scale: { domain: [0, manifest.experiment.pairs], nice: false },
          axis: { title: 'session number', tickCount: 6, format: 'd', grid: false },
        },
        x2: { field: 'to' },
        y: {
          field: 'rate',
          type: 'ordinal',
          sort: rates.map(percent),
          axis: { title: null, grid: false },
        },
        opacity: {
          field: 'share',
          type: 'quantitative',
          scale: { domain: [0, most], range: [0.03, 1] },
          legend: null,
        },
      },
    }),
  };
}
