import { Resvg } from '@resvg/resvg-js';
import { expect, it } from 'vitest';
import { inkOf } from '../../support/report/ink-of.ts';
import { renderPng } from '../../../services/runner/src/report/charts/png.ts';
import { renderSvg } from '../../../services/runner/src/report/charts/render.ts';

const words = (text: string): Promise<string> =>
  renderSvg({
    width: 300,
    height: 40,
    background: '#ffffff',
    data: { values: [{}] },
    mark: { type: 'text', text, fontSize: 20, font: 'Figtree', color: '#000000' },
    config: { view: { stroke: null } },
  });

it('text of a plot is painted with the font that comes along', async () => {
  const [some, more, none] = [
    inkOf(renderPng(await words('95% interval'))),
    inkOf(renderPng(await words('95% interval, n = 100'))),
    inkOf(renderPng(await words(' '))),
  ];
  expect(none).toBe(0);
  expect(some).toBeGreaterThan(1_000);
  expect(more).toBeGreaterThan(1.3 * some);
});

it('every sign that a report writes has a shape in it', async () => {
  for (const sign of '0123456789%+−–×·≤“”’…') {
    expect(inkOf(renderPng(await words(sign))), sign).toBeGreaterThan(0);
  }
});

it('without that font there would be no text', async () => {
  const bare = new Resvg(await words('95% interval'), { font: { loadSystemFonts: false } });
  expect(inkOf(bare.render().asPng())).toBe(0);
});
