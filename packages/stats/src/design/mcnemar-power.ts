import { requireCount, requireInside } from '../foundation/checks.ts';
import { binomialCdf, binomialPmf, binomialQuantile } from '../foundation/distributions.ts';
import { type McNemarTest, mcnemarP } from '../paired/mcnemar.ts';
import { checkDiscordance, type Discordance } from './discordance.ts';

export interface PowerOptions {
  /** Level of the test; .05 when absent. */
  readonly alpha?: number;
  /** The mid-p test when absent, as in `comparison`. */
  readonly test?: McNemarTest;
}

/**
 * Exact probability that McNemar's test rejects with `pairs` pairs: the number of discordant pairs is
 * binomial, and so is, given it, the number that B wins. Source: Duffy (1984), Biometrics 40:1005.
 */
export function mcnemarPower(
  pairs: number,
  discordance: Discordance,
  options: PowerOptions = {},
): number {
  const { alpha = 0.05, test = 'mid-p' } = options;
  requireCount('pairs', pairs, 1);
  requireInside('alpha', alpha);
  checkDiscordance(discordance);
  const share = Math.min(1, discordance.onlyA + discordance.onlyB);
  if (share === 0) return 0;
  // Nine standard deviations and some leave out less than 1e-18.
  const mean = pairs * share;
  const reach = 9 * Math.sqrt(mean * (1 - share)) + 20;
  const last = Math.min(pairs, Math.ceil(mean + reach));
  let power = 0;
  for (let m = Math.max(1, Math.floor(mean - reach)); m <= last; m += 1) {
    const critical = largestRejected(m, alpha, test);
    if (critical < 0) continue;
    const winsOfB = discordance.onlyB / share;
    const rejected = binomialCdf(critical, m, winsOfB) + binomialCdf(critical, m, 1 - winsOfB);
    power += binomialPmf(m, pairs, share) * rejected;
  }
  return Math.min(1, power);
}

/** The largest count of the rarer winner, out of m, at which the test rejects; -1 if it never does. */
function largestRejected(m: number, alpha: number, test: McNemarTest): number {
  let k = Math.min(binomialQuantile(alpha / 2, m, 0.5) + 1, Math.ceil(m / 2) - 1);
  while (k >= 0 && mcnemarP(k, m - k, test) > alpha) k -= 1;
  return k;
}
