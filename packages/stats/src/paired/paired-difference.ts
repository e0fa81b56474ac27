import { requireCount } from '../foundation/checks.ts';
import type { Interval } from '../foundation/interval.ts';
import { newcombePaired } from './newcombe.ts';
import { pairCount, type PairedTable } from './paired-table.ts';
import { tangoPaired } from './tango.ts';

export type PairedDifferenceMethod = 'tango' | 'newcombe';

const METHODS = { tango: tangoPaired, newcombe: newcombePaired } satisfies Record<
  PairedDifferenceMethod,
  (table: PairedTable, confidence?: number) => Interval
>;

export interface PairedDifference extends Interval {
  readonly estimate: number;
  readonly confidence: number;
  readonly method: PairedDifferenceMethod;
}

/**
 * Rate of B minus rate of A over at least one pair, with its interval.
 *
 * Tango's interval is the default: it inverts the score test whose null case is McNemar's, so the
 * interval and the test beside it in a report are one piece of reasoning, and it keeps its coverage
 * where the arms almost always agree, which is where good arms end up. Newcombe's is the
 * cross-check that needs no iteration; Fagerland, Lydersen and Laake (2014) recommend either.
 */
export function pairedDifference(
  table: PairedTable,
  options: { readonly confidence?: number; readonly method?: PairedDifferenceMethod } = {},
): PairedDifference {
  const { confidence = 0.95, method = 'tango' } = options;
  const interval = METHODS[method](table, confidence);
  const n = pairCount(table);
  requireCount('pairs', n, 1);
  return { estimate: (table.onlyB - table.onlyA) / n, ...interval, confidence, method };
}
