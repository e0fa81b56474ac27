import { StatisticsError } from '../foundation/errors.ts';
import type { Discordance } from './discordance.ts';
import { mcnemarPower, type PowerOptions } from './mcnemar-power.ts';
import { connorPairs, miettinenPairs, type SampleSizeTarget } from './pairs-formula.ts';

const MOST_PAIRS = 1_000_000;

export interface PairsNeeded {
  /** Exact power reaches the target here and misses it one pair earlier. */
  readonly pairs: number;
  readonly power: number;
  readonly connor: number;
  readonly miettinen: number;
}

/**
 * Pairs that find a difference of the given discordance with the power aimed at, by the exact power
 * of the test, beside what the two textbook formulas say. Throws StatisticsError past a million.
 */
export function pairsNeeded(
  discordance: Discordance,
  options: SampleSizeTarget & PowerOptions = {},
): PairsNeeded {
  const { power: target = 0.8 } = options;
  const connor = connorPairs(discordance, options);
  const reaches = (pairs: number): boolean => mcnemarPower(pairs, discordance, options) >= target;
  let high = Math.max(2, connor);
  while (high <= MOST_PAIRS && !reaches(high)) high *= 2;
  if (high > MOST_PAIRS) throw new StatisticsError(`more than ${MOST_PAIRS} pairs are needed`);
  let low = 0;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return {
    pairs: high,
    power: mcnemarPower(high, discordance, options),
    connor,
    miettinen: miettinenPairs(discordance, options),
  };
}
