import { describe, expect, it } from 'vitest';
import { proportion } from './proportion.ts';
import { wilson } from './wilson.ts';

describe('proportion', () => {
  it('carries counts, estimate and interval', () => {
    expect(proportion(8, 10)).toEqual({ successes: 8, n: 10, estimate: 0.8, ...wilson(8, 10) });
  });

  it('refuses a share of nothing', () => {
    expect(() => proportion(0, 0)).toThrow('n is 0, expected an integer of at least 1');
  });
});
