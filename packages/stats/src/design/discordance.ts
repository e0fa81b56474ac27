import { requireProbability } from '../foundation/checks.ts';
import { StatisticsError } from '../foundation/errors.ts';

/** Shares of pairs that only A and only B win; what a paired design is planned on. */
export interface Discordance {
  readonly onlyA: number;
  readonly onlyB: number;
}

/** Throws StatisticsError unless both are shares and leave room for each other. */
export function checkDiscordance({ onlyA, onlyB }: Discordance): void {
  requireProbability('onlyA', onlyA);
  requireProbability('onlyB', onlyB);
  if (onlyA + onlyB > 1 + 1e-12) {
    throw new StatisticsError(`onlyA and onlyB are ${onlyA + onlyB} together, more than 1`);
  }
}

/**
 * Discordant shares from the two rates and the phi correlation between the arms' outcomes. Equal
 * faults make the correlation positive, which is what pairing gains; 0 plans for no gain at all.
 */
export function discordanceFromRates(rateA: number, rateB: number, phi = 0): Discordance {
  requireProbability('rateA', rateA);
  requireProbability('rateB', rateB);
  const both = rateA * rateB + phi * Math.sqrt(rateA * (1 - rateA) * rateB * (1 - rateB));
  const onlyA = rateA - both;
  const onlyB = rateB - both;
  const room = 1e-12;
  const possible =
    phi >= -1 && both >= -room && onlyA >= -room && onlyB >= -room && 1 - rateA - onlyB >= -room;
  if (!possible) {
    throw new StatisticsError(`phi is ${phi}, which rates ${rateA} and ${rateB} cannot have`);
  }
  return { onlyA: Math.max(0, onlyA), onlyB: Math.max(0, onlyB) };
}
