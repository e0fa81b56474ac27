import { describe, expect, it } from 'vitest';
import { wireArm, wireArmGlob } from './arm-name.ts';
import { experimentSchema } from './experiment.ts';
import { NAME_PATTERN } from './session.ts';

const arm = (name: string) => ({ name, policy: { type: 'none' } });
const base = { name: 'x', scenario: 'calm', rates: [0, 0.1], arms: [arm('a'), arm('b')], pairs: 1 };
const issues = (input: unknown) =>
  experimentSchema.safeParse(input).error?.issues.map((issue) => issue.path.join('.')) ?? [];

describe('an experiment', () => {
  it('is accepted in its shortest form', () => {
    expect(issues(base)).toEqual([]);
  });

  it.each([
    ['arms of one name', { ...base, arms: [arm('a'), arm('a')] }, 'arms.1'],
    ['a rate twice', { ...base, rates: [0.1, 0.1] }, 'rates.1'],
    ['a rate outside 0 to 1', { ...base, rates: [-0.1] }, 'rates.0'],
    ['a pace of nothing', { ...base, arrivalsPerS: 0 }, 'arrivalsPerS'],
    ['a name that leaves its folder', { ...base, name: '../x' }, 'name'],
    [
      'a hypothesis about an arm that is not there',
      { ...base, hypotheses: [{ arm: 'c', against: 'a' }] },
      'hypotheses.0.arm',
    ],
  ])('is refused with the place: %s', (_, input, path) => {
    expect(issues(input)).toContain(path);
  });
});

describe('the arm on the wire', () => {
  it('is a valid name for every rate and fits its own glob only', () => {
    for (const rate of [0, 0.01, 0.3, 1, 1e-7]) {
      expect(wireArm('blind-2', rate)).toMatch(NAME_PATTERN);
      expect(wireArm('blind-2', rate).endsWith(wireArmGlob(rate).slice(1))).toBe(true);
    }
    expect(wireArm('a', 0.1).endsWith(wireArmGlob(0.01).slice(1))).toBe(false);
  });
});
