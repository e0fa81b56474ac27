/**
 * Colours of a report by what they mean, for light and for dark paper. Arms set out from Okabe and
 * Ito (2008); a test holds arms and verdicts apart for colour-blind readers, and each arm has a shape
 * of its own besides.
 * Every light value is used once, so that a drawn chart can be turned into one that follows the page.
 */
export const PALETTE = {
  text: { light: '#1b2430', dark: '#e8ecf1' },
  muted: { light: '#5a6675', dark: '#9ba7b6' },
  line: { light: '#d9dfe6', dark: '#323c49' },
  paper: { light: '#ffffff', dark: '#171d26' },
  form: { light: '#8a94a1', dark: '#77828f' },
  'arm-0': { light: '#5e6876', dark: '#8d97a4' },
  'arm-1': { light: '#0072b2', dark: '#4ea6e6' },
  'arm-2': { light: '#d98200', dark: '#f0ab40' },
  'arm-3': { light: '#009e73', dark: '#34c79b' },
  'arm-4': { light: '#d07ab0', dark: '#f5a6dc' },
  'arm-5': { light: '#c94f00', dark: '#ff8a4c' },
  'arm-6': { light: '#3b8fc4', dark: '#8fd0f5' },
  'arm-7': { light: '#836327', dark: '#cdb06a' },
  verified_success: { light: '#1f8a70', dark: '#1f9c7c' },
  correct_failure: { light: '#b6bfc9', dark: '#5b6673' },
  false_failure: { light: '#ecc14a', dark: '#f2d35c' },
  false_success: { light: '#e0701c', dark: '#e8782f' },
  corrupted: { light: '#a3204f', dark: '#f58cb4' },
  good: { light: '#1c7f67', dark: '#40bc99' },
  bad: { light: '#b3261e', dark: '#ff8a80' },
  fault: { light: '#c2410c', dark: '#fb8147' },
  wait: { light: '#aab3bf', dark: '#4e5967' },
} as const satisfies Record<string, { readonly light: string; readonly dark: string }>;

export type Ink = keyof typeof PALETTE;

/** The colour of a meaning on white paper, as plots are drawn. */
export const ink = (name: Ink): string => PALETTE[name].light;

const ARM_INKS = [
  'arm-0',
  'arm-1',
  'arm-2',
  'arm-3',
  'arm-4',
  'arm-5',
  'arm-6',
  'arm-7',
] as const satisfies readonly Ink[];

export const SHAPES = [
  'circle',
  'square',
  'triangle-up',
  'diamond',
  'triangle-down',
  'cross',
  'triangle-right',
  'triangle-left',
] as const;
export type Shape = (typeof SHAPES)[number];

/** The ink of the arm at this place; the ninth arm starts over with another shape. */
export function armInk(place: number): Ink {
  return ARM_INKS[place % ARM_INKS.length] ?? 'arm-0';
}

export function armShape(place: number): Shape {
  const turn = Math.floor(place / ARM_INKS.length);
  return SHAPES[(place + 3 * turn) % SHAPES.length] ?? 'circle';
}
