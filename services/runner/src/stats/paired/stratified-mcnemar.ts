import { chiSquareUpperTail } from '../foundation/chi-square.ts';
import { mcnemar, type McNemar } from './mcnemar.ts';

export interface Discordants {
  readonly b: number;
  readonly c: number;
}

export interface ChiSquareTest {
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
}

/** The exact test of the summed discordant pairs, with the chi-square tests around it. */
export interface StratifiedMcNemar extends McNemar {
  /** Cochran-Mantel-Haenszel with every pair as its own stratum, which is McNemar's chi-square. */
  readonly cmh: ChiSquareTest;
  /** Whether the strata agree on the odds; a small p says the summed odds describe none of them. */
  readonly homogeneity: ChiSquareTest;
}

/**
 * One test over strata whose pairs are different sessions. Sweeps that reuse their sessions at every
 * rate are not such strata: their pairs repeat each other, and `signFlipTest` is the test for them.
 * Source: Mantel and Haenszel (1959); homogeneity by Pearson's chi-square of the discordant shares,
 * Breslow and Day (1980), section 5.2.
 */
export function stratifiedMcNemar(strata: readonly Discordants[]): StratifiedMcNemar {
  let b = 0;
  let c = 0;
  for (const stratum of strata) {
    b += stratum.b;
    c += stratum.c;
  }
  const test = mcnemar(b, c);
  const chiSquare = b + c === 0 ? 0 : (c - b) ** 2 / (b + c);
  return {
    ...test,
    cmh: { chiSquare, df: 1, p: chiSquareUpperTail(chiSquare, 1) },
    homogeneity: homogeneity(strata, b, c),
  };
}

function homogeneity(strata: readonly Discordants[], b: number, c: number): ChiSquareTest {
  const filled = strata.filter((stratum) => stratum.b + stratum.c > 0);
  const df = Math.max(0, filled.length - 1);
  // All discordant pairs on one side: every stratum has the same share, with nothing left to vary.
  if (df === 0 || b === 0 || c === 0) return { chiSquare: 0, df, p: 1 };
  const share = c / (b + c);
  let chiSquare = 0;
  for (const stratum of filled) {
    const m = stratum.b + stratum.c;
    chiSquare += (stratum.c - m * share) ** 2 / (m * share * (1 - share));
  }
  return { chiSquare, df, p: chiSquareUpperTail(chiSquare, df) };
}
