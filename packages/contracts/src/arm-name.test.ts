import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWireArm, wireArm, wireArmGlob } from './arm-name.ts';

describe('the arm on the wire', () => {
  it('carries arm and rate', () => {
    expect(wireArm('training', 0.2)).toBe('training.r0_2');
    expect(wireArm('training', 0)).toBe('training.r0');
    expect(wireArmGlob(0.2)).toBe('*.r0_2');
    expect(wireArmGlob(0.2, 'train*')).toBe('train*.r0_2');
  });

  it('can be split again for every rate and name', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Za-z0-9._-]{1,96}$/),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (arm, rate) => {
          expect(parseWireArm(wireArm(arm, rate))).toEqual({ arm, rate: rate === 0 ? 0 : rate });
        },
      ),
    );
  });

  it.each(['-', 'training', 'training.r', 'training.r2', 'training.rx', '.r0_2', 'a.r0_20'])(
    'finds no rate in %s',
    (name) => {
      expect(parseWireArm(name)).toBeUndefined();
    },
  );
});
