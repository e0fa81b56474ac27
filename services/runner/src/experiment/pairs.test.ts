import { type Experiment, experimentSchema } from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { plannedPairs, plannedRuns, planPair, planPairs } from './pairs.ts';

const experiment = (changes: object = {}): Experiment =>
  experimentSchema.parse({
    name: 'sweep',
    scenario: 'independent-errors',
    rates: [0, 0.1],
    pairs: 3,
    arms: [
      { name: 'baseline', policy: { type: 'none' } },
      { name: 'blind', policy: { type: 'blind', retries: 2 } },
    ],
    ...changes,
  });

describe('the design', () => {
  it('goes rate by rate, names sessions by pair alone and puts the rate into the arm', () => {
    const pairs = [...planPairs(experiment())];
    expect(pairs.map((pair) => `${pair.rate} ${pair.session}`)).toEqual([
      '0 sweep-p0',
      '0 sweep-p1',
      '0 sweep-p2',
      '0.1 sweep-p0',
      '0.1 sweep-p1',
      '0.1 sweep-p2',
    ]);
    expect(pairs[3]?.runs.map((run) => run.wireArm).sort()).toEqual([
      'baseline.r0_1',
      'blind.r0_1',
    ]);
  });

  it('counts what it plans', () => {
    const design = experiment({ aaPairs: 2 });
    const pairs = [...planPairs(design)];
    expect(pairs).toHaveLength(plannedPairs(design));
    expect(pairs.reduce((sum, pair) => sum + pair.runs.length, 0)).toBe(plannedRuns(design));
  });

  it('lets a twin of the first arm run in the first pairs of each rate', () => {
    const withTwin = [...planPairs(experiment({ aaPairs: 1 }))].map((pair) =>
      pair.runs.some((run) => run.wireArm.startsWith('baseline.aa.')),
    );
    expect(withTwin).toEqual([true, false, false, true, false, false]);
  });

  it('continues from a position with the same pairs', () => {
    const all = [...planPairs(experiment())];
    expect([...planPairs(experiment(), { from: 4 })]).toEqual(all.slice(4));
  });

  it('leaves out a rate that is over', () => {
    const rest = [...planPairs(experiment(), { isOver: (rate) => rate === 0 })];
    expect(rest.map((pair) => pair.rate)).toEqual([0.1, 0.1, 0.1]);
  });

  it('draws the order of the arms from the seed, each order about equally often', () => {
    const design = experiment({ pairs: 2000, rates: [0.1] });
    const first = [...planPairs(design)].map((pair) => pair.runs[0]?.arm.name);
    const share = first.filter((name) => name === 'baseline').length / first.length;
    expect(share).toBeGreaterThan(0.45);
    expect(share).toBeLessThan(0.55);
    expect(planPair(design, 7)).toEqual(planPair(design, 7));
    const other = [...planPairs({ ...design, seed: 43 })].map((pair) => pair.runs[0]?.arm.name);
    expect(other).not.toEqual(first);
  });
});
