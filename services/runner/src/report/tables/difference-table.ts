import { mcnemarP } from '@chaos-lab/stats';
import type { ContrastResult } from '../model/contrast-result.ts';
import type { Claims } from '../findings/finding.ts';
import { METRIC_WORDS } from '../findings/metric-words.ts';
import { count, decimal, percent, points, pValue } from '../../summary/words/numbers.ts';
import { figure, type Table, text } from './table.ts';

/** Every paired comparison with what it rests on; the verdict only where claims are allowed. */
export function differenceTable(
  contrasts: readonly ContrastResult[],
  claims: Claims,
  confidence: number,
): Table {
  const [first] = contrasts;
  const sequential = first?.test === 'e-value';
  return {
    caption: `Paired differences in ${METRIC_WORDS[first?.metric ?? 'verified_success'].noun}`,
    columns: [
      text('arms'),
      figure('rate'),
      figure('pairs n'),
      figure('only first (b)'),
      figure('only second (c)'),
      figure('difference'),
      figure(`Tango ${percent(confidence)}`),
      figure('p exact'),
      figure('p mid-p'),
      figure(sequential ? 'p by e-value, Holm' : 'p Holm'),
      figure('Cohen h'),
      text('verdict'),
    ],
    rows: contrasts.flatMap((contrast) => rowsOf(contrast, claims)),
  };
}

function rowsOf({ candidate, reference, rows }: ContrastResult, claims: Claims): string[][] {
  return rows.map(({ rate, tested, comparison }) => {
    const { pairs, table, difference, cohensH, decidingP, standing } = comparison;
    const { onlyA, onlyB } = table;
    return [
      `${candidate} − ${reference}`,
      percent(rate),
      count(pairs),
      count(onlyB),
      count(onlyA),
      points(difference.estimate),
      `${points(difference.lower)} to ${points(difference.upper)}`,
      bare(mcnemarP(onlyA, onlyB, 'exact')),
      bare(mcnemarP(onlyA, onlyB, 'mid-p')),
      tested ? bare(decidingP) : '–',
      decimal(cohensH),
      standingWord(tested, claims, standing),
    ];
  });
}

const bare = (p: number): string => pValue(p).replace('= ', '');

function standingWord(tested: boolean, claims: Claims, standing: string): string {
  if (!tested) return 'control';
  if (!claims.allowed) return 'withheld';
  return standing === 'no significant difference'
    ? standing
    : `significant (${standing === 'better' ? 'more' : 'less'})`;
}
