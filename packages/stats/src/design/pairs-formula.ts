import { requireInside } from '../foundation/checks.ts';
import { StatisticsError } from '../foundation/errors.ts';
import { normalQuantile } from '../foundation/distributions.ts';
import { checkDiscordance, type Discordance } from './discordance.ts';

/** Level and power aimed at; .05 and .8 when absent. */
export interface SampleSizeTarget {
  readonly alpha?: number;
  readonly power?: number;
}

/**
 * Pairs needed, from the unconditional normal approximation:
 * (z√ψ + z'√(ψ - d²))² / d² with ψ the discordant share and d the difference.
 * Source: Connor (1987), Biometrics 43:207.
 */
export function connorPairs(discordance: Discordance, target: SampleSizeTarget = {}): number {
  const { psi, d, zAlpha, zPower } = terms(discordance, target);
  return Math.ceil(((zAlpha * Math.sqrt(psi) + zPower * Math.sqrt(psi - d * d)) / d) ** 2);
}

/**
 * Pairs needed, from the approximation that averages over the number of discordant pairs:
 * (zψ + z'√(ψ² - d²(3 + ψ)/4))² / (ψd²). Usually a little below Connor's.
 * Source: Miettinen (1968), Biometrics 24:339.
 */
export function miettinenPairs(discordance: Discordance, target: SampleSizeTarget = {}): number {
  const { psi, d, zAlpha, zPower } = terms(discordance, target);
  const spread = Math.sqrt(Math.max(0, psi * psi - (d * d * (3 + psi)) / 4));
  return Math.ceil((zAlpha * psi + zPower * spread) ** 2 / (psi * d * d));
}

function terms(
  discordance: Discordance,
  { alpha = 0.05, power = 0.8 }: SampleSizeTarget,
): { psi: number; d: number; zAlpha: number; zPower: number } {
  checkDiscordance(discordance);
  requireInside('alpha', alpha);
  requireInside('power', power);
  const psi = discordance.onlyA + discordance.onlyB;
  const d = Math.abs(discordance.onlyB - discordance.onlyA);
  if (d === 0) {
    throw new StatisticsError('onlyA equals onlyB: no number of pairs finds a difference of 0');
  }
  return { psi, d, zAlpha: normalQuantile(1 - alpha / 2), zPower: normalQuantile(power) };
}
