import { armInk, armShape, type Shape } from '../charts/palette.ts';
import { type Html, html } from './html.ts';

const PATHS = {
  circle: 'M6 1a5 5 0 1 1 0 10a5 5 0 1 1 0-10Z',
  square: 'M1.5 1.5h9v9h-9Z',
  'triangle-up': 'M6 1l5.2 9.6H.8Z',
  'triangle-down': 'M6 11L.8 1.4h10.4Z',
  'triangle-right': 'M11 6L1.4 11.2V.8Z',
  'triangle-left': 'M1 6L10.6.8v10.4Z',
  diamond: 'M6 .5L11.5 6L6 11.5L.5 6Z',
  cross: 'M4.2 1h3.6v3.2H11v3.6H7.8V11H4.2V7.8H1V4.2h3.2Z',
} as const satisfies Record<Shape, string>;

/** The sign of an arm as the charts draw it: colour and shape, so that neither alone must be seen. */
export function armMark(place: number): Html {
  return html`<svg class="mark" viewBox="0 0 12 12" aria-hidden="true"><path d="${PATHS[armShape(place)]}" fill="var(--${armInk(place)})"/></svg>`;
}

/** An arm's name with its sign. */
export function armName(arms: readonly { readonly name: string }[], name: string): Html {
  const place = arms.findIndex((arm) => arm.name === name);
  return html`<span class="arm">${place >= 0 && armMark(place)}${name}</span>`;
}
