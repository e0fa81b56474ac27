import type { Chart, Place } from './chart.ts';
import { armInk, armShape, ink } from './palette.ts';

/** Title and subtitle of a file; a page writes them itself. */
export function titleOf(
  { title, description }: Pick<Chart, 'title' | 'description'>,
  { kind }: Place,
): { readonly title?: { readonly text: string; readonly subtitle: string[] } } {
  return kind === 'file' ? { title: { text: title, subtitle: wrap(description, 104) } } : {};
}

/** Colour and shape of the arms, the legend only where the chart stands alone. */
export function armScales(arms: readonly string[], { kind }: Place) {
  const legend = kind === 'file' ? {} : { legend: null };
  return {
    color: {
      field: 'arm',
      type: 'nominal',
      sort: [...arms],
      scale: { domain: [...arms], range: arms.map((_, place) => ink(armInk(place))) },
      ...legend,
    },
    shape: {
      field: 'arm',
      type: 'nominal',
      sort: [...arms],
      scale: { domain: [...arms], range: arms.map((_, place) => armShape(place)) },
      ...legend,
    },
  } as const;
}

/** Ticks at the rates that were run, as percentages. */
export function rateAxis(rates: readonly number[], title = 'failure rate') {
  return {
    title,
    values: [...rates],
    format: '~%',
    labelOverlap: 'greedy' as const,
    labelFlush: false,
  };
}

/** Moves the arms apart a little, so that intervals at one rate do not cover each other. */
export function dodge(rates: readonly number[], arms: readonly string[]) {
  const span = Math.max(...rates) - Math.min(...rates);
  const step = Math.min(span / 110, 0.012);
  return (rate: number, arm: string): number =>
    rate + (arms.indexOf(arm) - (arms.length - 1) / 2) * step;
}

/** The rates with room for what is moved apart, and for a single rate. */
export function rateDomain(rates: readonly number[]): [number, number] {
  const low = Math.min(...rates);
  const high = Math.max(...rates);
  const room = high === low ? 0.05 : (high - low) * 0.03;
  return [low - room, high + room];
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
