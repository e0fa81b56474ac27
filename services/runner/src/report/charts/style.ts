import type { Config } from 'vega-lite';
import type { Place } from './chart.ts';
import { ink } from './palette.ts';

export const FONT = 'Figtree';

/** The look of all charts: quiet axes, no boxes, grid lines that stay behind the data. */
export function chartConfig({ kind }: Place): Config {
  const size = kind === 'narrow' ? 11 : 12;
  return {
    font: FONT,
    background: kind === 'file' ? ink('paper') : 'transparent',
    padding: kind === 'file' ? 20 : { left: 2, right: 8, top: 6, bottom: 4 },
    aria: false,
    view: { stroke: null },
    axis: {
      labelColor: ink('muted'),
      titleColor: ink('muted'),
      labelFontSize: size,
      titleFontSize: size,
      titleFontWeight: 'normal',
      gridColor: ink('line'),
      domainColor: ink('form'),
      tickColor: ink('form'),
      tickSize: 4,
      labelPadding: 5,
      titlePadding: 8,
    },
    axisY: { domain: false, ticks: false },
    axisX: { grid: false },
    header: {
      labelColor: ink('text'),
      labelFontSize: size + 1,
      labelFontWeight: 600,
      labelAnchor: 'start',
      title: null,
    },
    legend: {
      labelColor: ink('text'),
      labelFontSize: size,
      title: null,
      orient: 'top',
      symbolSize: 90,
      symbolOpacity: 1,
      labelLimit: 0,
      columnPadding: 18,
      padding: 0,
      offset: 12,
    },
    title: {
      anchor: 'start',
      color: ink('text'),
      fontSize: 17,
      fontWeight: 600,
      subtitleColor: ink('muted'),
      subtitleFontSize: 12.5,
      subtitlePadding: 6,
      offset: 16,
    },
  };
}
