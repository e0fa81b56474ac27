import type { CallEffects } from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { wireTruth } from './wire-truth.ts';

const call = (operation: string, effects: number, number = 1): CallEffects => ({
  operation,
  call: number,
  verdict: effects === 0 ? 'none' : effects === 1 ? 'done-once' : 'duplicate',
  protection: null,
  effects,
  uncertain: 0,
  tries: [],
});
const EXPECTED = new Map([
  ['order', 1],
  ['pay', 1],
]);
const truth = (...calls: CallEffects[]) => wireTruth(calls, EXPECTED);

describe('what the wire shows of a run, beside a calm one', () => {
  it('is complete where it did the same', () => {
    expect(truth(call('order', 1), call('pay', 1))).toMatchObject({
      complete: true,
      clean: false,
      duplicates: 0,
      effects: 2,
    });
  });

  it('holds a duplicate where a call has two effects, and where a retry looks like another call', () => {
    expect(truth(call('order', 2), call('pay', 1)).duplicates).toBe(1);
    expect(truth(call('order', 1), call('order', 1, 2), call('pay', 1)).duplicates).toBe(1);
  });

  it('is a part, or clean, by what stands; a deletion is no dirt', () => {
    expect(truth(call('order', 1))).toMatchObject({ complete: false, clean: false, orphans: 1 });
    expect(truth(call('order', 0), call('delete', 1))).toMatchObject({ clean: true, orphans: 0 });
  });
});
