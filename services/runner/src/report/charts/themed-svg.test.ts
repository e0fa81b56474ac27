import { describe, expect, it } from 'vitest';
import { inlineSvg } from './themed-svg.ts';

const DRAWN =
  '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" class="marks" width="300" height="200" viewBox="0 0 300 200">' +
  '<g class="mark-rule" role="graphics-object" aria-roledescription="rule"><text font-family="Figtree" fill="#1b2430">a &lt; b</text><path stroke="#0072b2" fill="#123456"/></g></svg>';

describe('a drawn chart on a page', () => {
  const svg = inlineSvg(DRAWN, { id: 'c', title: 'A <b>', description: 'all & more' });

  it('takes its colours from the page, and keeps one it does not know', () => {
    expect(svg).toContain('stroke="var(--arm-1)"');
    expect(svg).toContain('fill="var(--text)"');
    expect(svg).toContain('fill="#123456"');
  });

  it('is one picture with a title and a description, both escaped', () => {
    expect(svg).toContain('role="img" aria-labelledby="c-t c-d"');
    expect(svg).toContain(
      '<title id="c-t">A &lt;b&gt;</title><desc id="c-d">all &amp; more</desc>',
    );
    expect(svg).not.toContain('graphics-object');
  });

  it('names no address, not even of a namespace, and no font of its own', () => {
    expect(svg).not.toContain('://');
    expect(svg).not.toContain('Figtree');
    expect(svg).toContain('max-width:300px');
  });
});
