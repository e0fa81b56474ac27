import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { FONT } from './style.ts';

const require = createRequire(import.meta.url);

/** The fonts of plots and pages, from a package: a machine need not have any. */
export const FONT_FILES = {
  regular: require.resolve('@expo-google-fonts/figtree/400Regular/Figtree_400Regular.ttf'),
  semiBold: require.resolve('@expo-google-fonts/figtree/600SemiBold/Figtree_600SemiBold.ttf'),
} as const;

/** Paints an SVG at twice its size, with no other font than the one that comes along. */
export function renderPng(svg: string): Buffer {
  return new Resvg(svg, {
    fitTo: { mode: 'zoom', value: 2 },
    font: {
      loadSystemFonts: false,
      fontFiles: Object.values(FONT_FILES),
      defaultFontFamily: FONT,
      sansSerifFamily: FONT,
    },
  })
    .render()
    .asPng();
}
