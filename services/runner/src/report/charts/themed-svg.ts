import { escapeHtml } from '../html/html.ts';
import { type Ink, PALETTE } from './palette.ts';

const VARIABLE_OF = new Map<string, Ink>(
  (Object.keys(PALETTE) as Ink[]).map((name) => [PALETTE[name].light, name]),
);

/**
 * A drawn chart as part of a page: colours follow the page's light or dark variables, text its font,
 * and a title and description are read out instead of the marks.
 */
export function inlineSvg(
  svg: string,
  words: { readonly id: string; readonly title: string; readonly description: string },
): string {
  const width = /<svg[^>]* width="([\d.]+)"/.exec(svg)?.[1] ?? '';
  const named =
    `role="img" aria-labelledby="${words.id}-t ${words.id}-d" style="max-width:${width}px">` +
    `<title id="${words.id}-t">${escapeHtml(words.title)}</title>` +
    `<desc id="${words.id}-d">${escapeHtml(words.description)}</desc>`;
  return svg
    .replace(/<svg[^>]*viewBox="([^"]*)"[^>]*>/, `<svg viewBox="$1" ${named}`)
    .replaceAll(/(fill|stroke)="(#[0-9a-f]{6})"/g, (whole, paint: string, colour: string) => {
      const name = VARIABLE_OF.get(colour);
      return name === undefined ? whole : `${paint}="var(--${name})"`;
    })
    .replaceAll(
      / (?:font-family|pointer-events|aria-hidden|role|class|aria-roledescription)="[^"]*"/g,
      keepRole,
    )
    .replaceAll(/<path d="M0,0h0v0h0Z"\/>/g, '');
}

/** The picture itself keeps its role; everything drawn by Vega loses its own. */
const keepRole = (attribute: string): string => (attribute === ' role="img"' ? attribute : '');
