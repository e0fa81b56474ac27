import { VERDICTS } from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { armInk, armShape, type Ink, PALETTE } from './palette.ts';

type Rgb = readonly [number, number, number];

const channel = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
const linear = (hex: string): Rgb =>
  [1, 3, 5].map((at) =>
    channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255),
  ) as unknown as Rgb;
const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const contrast = (a: string, b: string): number => {
  const [light = 0, dark = 0] = [luminance(linear(a)), luminance(linear(b))].toSorted(
    (x, y) => y - x,
  );
  return (light + 0.05) / (dark + 0.05);
};

/** Full dichromacy on linear RGB. Source: Machado, Oliveira and Fernandes (2009), severity 1. */
const DICHROMACY = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
} as const;

/** Distance in CIE L*a*b* (1976) as a dichromat sees two colours. */
function distance(a: string, b: string, kind: keyof typeof DICHROMACY): number {
  const [one, other] = [a, b].map((hex) => lab(seen(linear(hex), kind)));
  return Math.hypot(...(one ?? []).map((value, index) => value - (other?.[index] ?? 0)));
}

const seen = (rgb: Rgb, kind: keyof typeof DICHROMACY): Rgb =>
  DICHROMACY[kind].map((row) =>
    Math.min(1, Math.max(0, row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2])),
  ) as unknown as Rgb;

function lab([r, g, b]: Rgb): number[] {
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const SIDES = ['light', 'dark'] as const;
const KINDS = ['protan', 'deutan'] as const;

describe('the colours of a report', () => {
  it('are each used for one meaning, so that a drawn chart can follow the page', () => {
    const light = Object.values(PALETTE).map((colours) => colours.light);
    expect(new Set(light).size).toBe(light.length);
  });

  it.each(SIDES)('let text be read on %s paper (WCAG AA)', (side) => {
    for (const name of ['text', 'muted', 'good', 'bad'] satisfies Ink[]) {
      expect(contrast(PALETTE[name][side], PALETTE.paper[side]), name).toBeGreaterThan(4.5);
    }
    for (const name of ['fault', 'corrupted'] satisfies Ink[]) {
      expect(contrast(PALETTE.paper[side], PALETTE[name][side]), name).toBeGreaterThan(4.5);
    }
  });

  it.each(SIDES)('keep verdicts that touch apart for colour-blind readers on %s paper', (side) => {
    for (const [place, verdict] of VERDICTS.entries()) {
      for (const other of VERDICTS.slice(place + 1)) {
        for (const kind of KINDS) {
          const apart = distance(PALETTE[verdict][side], PALETTE[other][side], kind);
          expect(apart, `${verdict} and ${other}, ${kind}`).toBeGreaterThan(12);
        }
      }
    }
  });

  it('keep the first five arms apart for colour-blind readers, and all by shape', () => {
    for (const side of SIDES) {
      for (const kind of KINDS) {
        for (let one = 0; one < 5; one += 1) {
          for (let other = one + 1; other < 5; other += 1) {
            const apart = distance(PALETTE[armInk(one)][side], PALETTE[armInk(other)][side], kind);
            expect(apart, `arms ${one} and ${other}, ${side}, ${kind}`).toBeGreaterThan(12);
          }
        }
      }
    }
    const looks = Array.from({ length: 24 }, (_, place) => `${armInk(place)} ${armShape(place)}`);
    expect(new Set(looks).size).toBe(24);
    expect(new Set(looks.slice(0, 8).map((look) => look.split(' ')[1])).size).toBe(8);
  });
});
