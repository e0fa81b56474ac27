import { Error as ONLY_ERRORS, parse, textMetrics, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

declare module 'vega' {
  /** Left out of the types of vega; its layout asks `width` for the size of every text. */
  export const textMetrics: { width: (item: TextItem, text?: Text) => number };
}

/**
 * Width of a text in pixels as the layout assumes it. Vega counts .8 em a letter where it has no
 * canvas, which leaves holes in legends; .6 em is a digit of Figtree, its letters are narrower.
 */
const EM_PER_LETTER = 0.6;

/** Draws a chart to SVG, without a browser and the same on every machine. */
export async function renderSvg(spec: TopLevelSpec): Promise<string> {
  textMetrics.width = textWidth;
  const view = new View(parse(compile(spec).spec), { renderer: 'none', logLevel: ONLY_ERRORS });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

type Text = string | number;
type TextItem = { readonly fontSize?: number; readonly text?: Text };

function textWidth(item: TextItem, text?: Text): number {
  const letters = String(text ?? item.text ?? '').length;
  return letters * (item.fontSize ?? 11) * EM_PER_LETTER;
}
