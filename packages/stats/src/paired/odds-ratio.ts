import type { Interval } from '../foundation/interval.ts';
import { clopperPearson } from '../proportions/clopper-pearson.ts';

export interface DiscordantOddsRatio extends Interval {
  /** c / b; Infinity when only B ever won, null when the arms never disagreed. */
  readonly estimate: number | null;
}

/**
 * Conditional odds ratio of a pair being won by B alone rather than by A alone, with the exact
 * interval that Clopper and Pearson's gives for c / (b + c). Unbounded ends are 0 and Infinity.
 * Source: Breslow and Day (1980), section 5.2.
 */
export function discordantOddsRatio(b: number, c: number, confidence = 0.95): DiscordantOddsRatio {
  const share = clopperPearson(c, b + c, confidence);
  return {
    estimate: b + c === 0 ? null : c / b,
    lower: odds(share.lower),
    upper: odds(share.upper),
  };
}

function odds(share: number): number {
  return share === 1 ? Number.POSITIVE_INFINITY : share / (1 - share);
}
