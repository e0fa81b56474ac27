import { describe, expect, it } from 'vitest';
import { timeToRecovery } from './time-to-recovery.ts';

const outcomes = (...pairs: [number, boolean][]) =>
  pairs.map(([at, succeeded]) => ({ at, succeeded }));

describe('timeToRecovery', () => {
  it('counts from the end of the outage to the first success after it', () => {
    const seen = outcomes([90, true], [105, false], [130, true], [150, true]);
    expect(timeToRecovery(seen, 100)).toEqual({ time: 30, event: true });
  });

  it('waits for successes in a row, and counts to the first of them', () => {
    const seen = outcomes([110, true], [120, false], [130, true], [140, true], [150, true]);
    expect(timeToRecovery(seen, 100, 3)).toEqual({ time: 30, event: true });
  });

  it('censors an arm that was not seen to recover', () => {
    const seen = outcomes([110, true], [120, false], [180, false]);
    expect(timeToRecovery(seen, 100, 2)).toEqual({ time: 80, event: false });
    expect(timeToRecovery(outcomes([40, true]), 100)).toEqual({ time: 0, event: false });
    expect(timeToRecovery([], 100)).toEqual({ time: 0, event: false });
  });

  it('refuses outcomes out of order', () => {
    expect(() => timeToRecovery(outcomes([120, false], [110, true]), 100)).toThrow(
      'outcome at 110 comes after one at 120',
    );
  });
});
