import type { TopLevelSpec } from 'vega-lite';

/** Where a chart is going: a file with its own title and legend, or a page that has them around it. */
export type Place = { readonly kind: 'file' | 'wide' | 'narrow' };

export const PLACES = {
  file: { kind: 'file' },
  wide: { kind: 'wide' },
  narrow: { kind: 'narrow' },
} as const satisfies Record<Place['kind'], Place>;

/** Pixels of the drawing area. On a phone a chart is drawn anew, not shrunk. */
export const WIDTH = { file: 640, wide: 712, narrow: 284 } as const satisfies Record<
  Place['kind'],
  number
>;

/** A picture of a report, by the name of its file. */
export type Chart = {
  readonly id: string;
  readonly title: string;
  /** What is drawn, for readers and for those who cannot see it. */
  readonly description: string;
  readonly spec: (place: Place) => TopLevelSpec;
};
