import { requireCount, requireInside, requireProbability } from '../foundation/checks.ts';
import { proportion, type Proportion } from '../proportions/proportion.ts';
import { cohensH } from './cohens-h.ts';
import { mcnemar, type McNemar, type McNemarTest } from './mcnemar.ts';
import { discordantOddsRatio, type DiscordantOddsRatio } from './odds-ratio.ts';
import {
  pairedDifference,
  type PairedDifference,
  type PairedDifferenceMethod,
} from './paired-difference.ts';
import { checkTable, pairCount, successesA, successesB, type PairedTable } from './paired-table.ts';

export type Standing = 'better' | 'worse' | 'no significant difference';

export interface ComparisonOptions {
  /** Of every interval; .95 when absent. */
  readonly confidence?: number;
  /** Level of the verdict, after whatever adjustment the caller made; .05 when absent. */
  readonly alpha?: number;
  /** Which McNemar p-value decides; the mid-p when absent. */
  readonly test?: McNemarTest;
  readonly method?: PairedDifferenceMethod;
  /** The p-value adjusted for the other comparisons; the verdict uses it instead of the plain one. */
  readonly adjustedP?: number;
}

/** Everything a report says about candidate B against reference A. */
export interface Comparison {
  readonly pairs: number;
  readonly table: PairedTable;
  readonly rateA: Proportion;
  readonly rateB: Proportion;
  readonly difference: PairedDifference;
  readonly mcnemar: McNemar;
  readonly cohensH: number;
  readonly oddsRatio: DiscordantOddsRatio;
  readonly test: McNemarTest;
  readonly alpha: number;
  /** The p-value that was held against `alpha`: adjusted where an adjusted one was given. */
  readonly decidingP: number;
  /** What the test says of B. It can differ from the 95 % interval when p was adjusted. */
  readonly standing: Standing;
}

/** Compares two arms over at least one pair; throws StatisticsError where there is none. */
export function comparison(table: PairedTable, options: ComparisonOptions = {}): Comparison {
  const { confidence = 0.95, alpha = 0.05, test = 'mid-p', method = 'tango' } = options;
  checkTable(table);
  requireInside('alpha', alpha);
  const pairs = pairCount(table);
  requireCount('pairs', pairs, 1);
  const rateA = proportion(successesA(table), pairs, confidence);
  const rateB = proportion(successesB(table), pairs, confidence);
  const result = mcnemar(table.onlyA, table.onlyB);
  const decidingP = options.adjustedP ?? (test === 'exact' ? result.exact : result.midP);
  requireProbability('adjustedP', decidingP);
  return {
    pairs,
    table,
    rateA,
    rateB,
    difference: pairedDifference(table, { confidence, method }),
    mcnemar: result,
    cohensH: cohensH(rateA.estimate, rateB.estimate),
    oddsRatio: discordantOddsRatio(table.onlyA, table.onlyB, confidence),
    test,
    alpha,
    decidingP,
    standing: standingOf(table, decidingP <= alpha),
  };
}

function standingOf({ onlyA, onlyB }: PairedTable, significant: boolean): Standing {
  if (!significant || onlyA === onlyB) return 'no significant difference';
  return onlyB > onlyA ? 'better' : 'worse';
}
