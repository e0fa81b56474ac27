import { count, percent, points, pValue } from '../../summary/words/numbers.ts';
import { atRates, capital, plural, pointInterval } from '../../summary/words/phrases.ts';
import type { ContrastResult, ContrastRow } from '../model/contrast-result.ts';
import type { Claims, Finding, Tone } from './finding.ts';
import { METRIC_WORDS } from './metric-words.ts';

/** Says what the paired comparison of two arms found, from its numbers alone. */
export function contrastFinding(result: ContrastResult, claims: Claims): Finding {
  const { candidate, reference, standing } = result;
  if (!claims.allowed) {
    return {
      tone: 'caution',
      headline: `No claim about ${candidate} and ${reference}`,
      detail: claims.reason,
    };
  }
  const finding = WORDS[standing](result);
  if (!claims.provisional) return finding;
  return { ...finding, headline: `So far: ${finding.headline}` };
}

const WORDS = {
  greater: (result) => decided(result, 'better'),
  less: (result) => decided(result, 'worse'),
  mixed,
  'no-difference': noDifference,
  'too-few': tooFew,
} satisfies Record<ContrastResult['standing'], (result: ContrastResult) => Finding>;

function decided(result: ContrastResult, verdict: 'better' | 'worse'): Finding {
  const { candidate, reference, metric } = result;
  const tested = testedRows(result);
  const rows = tested.filter((row) => row.comparison.standing === verdict);
  const rest = tested.filter((row) => row.comparison.standing !== verdict);
  const { verb, wanted } = METRIC_WORDS[metric];
  const direction = verdict === 'better' ? 'more' : 'less';
  const undecided =
    rest.length === 0 ? '' : ` No significant difference ${atRates(rest.map((row) => row.rate))}.`;
  return {
    tone: toneOf(wanted === (verdict === 'better')),
    headline: `${candidate} ${verb} ${direction} often than ${reference} ${where(rows, tested)}`,
    detail: `${largest(rows, result)}${undecided}`,
  };
}

function mixed(result: ContrastResult): Finding {
  const { candidate, reference, metric } = result;
  const tested = testedRows(result);
  const more = tested.filter((row) => row.comparison.standing === 'better');
  const fewer = tested.filter((row) => row.comparison.standing === 'worse');
  const rates = (rows: readonly ContrastRow[]): string => atRates(rows.map((row) => row.rate));
  return {
    tone: 'plain',
    headline:
      `${candidate} ${METRIC_WORDS[metric].verb} more often than ${reference} ${rates(more)}, ` +
      `less often ${rates(fewer)}`,
    detail: `${largest(more, result)} ${largest(fewer, result)}`,
  };
}

function noDifference(result: ContrastResult): Finding {
  const { candidate, reference, metric } = result;
  const tested = testedRows(result);
  const lower = Math.min(...tested.map((row) => row.comparison.difference.lower));
  const upper = Math.max(...tested.map((row) => row.comparison.difference.upper));
  const span =
    tested.length === 1
      ? ''
      : ` Over all ${tested.length} rates the intervals reach from ${points(lower)} to ${points(upper)} points.`;
  return {
    tone: 'plain',
    headline: `No significant difference between ${candidate} and ${reference} in ${METRIC_WORDS[metric].noun}`,
    detail: `${largest(tested, result)}${span} A smaller difference is not ruled out.`,
  };
}

function tooFew(result: ContrastResult): Finding {
  const { candidate, reference } = result;
  const tested = testedRows(result);
  const pairs = Math.max(0, ...tested.map((row) => row.comparison.pairs));
  const rates = tested.length > 1 ? ` at each of ${tested.length} rates` : '';
  return {
    tone: 'caution',
    headline: `Too few pairs to tell ${candidate} from ${reference}`,
    detail:
      pairs === 0
        ? 'No pair of both has been run.'
        : `With ${plural(pairs, 'pair')}${rates} no outcome could have been significant, not even all pairs going one way.`,
  };
}

const testedRows = ({ rows }: ContrastResult): readonly ContrastRow[] =>
  rows.filter((row) => row.tested);

const toneOf = (good: boolean): Tone => (good ? 'good' : 'bad');

function where(rows: readonly ContrastRow[], tested: readonly ContrastRow[]): string {
  if (rows.length === 1) return atRates(rows.map((row) => row.rate));
  const all = rows.length === 2 ? 'both' : `all ${rows.length}`;
  return rows.length === tested.length
    ? `at ${all} failure rates`
    : `at ${rows.length} of ${tested.length} failure rates`;
}

/** The row with the largest difference, with everything a reader needs to check it. */
function largest(rows: readonly ContrastRow[], result: ContrastResult): string {
  const row = rows.toSorted((a, b) => size(b) - size(a))[0];
  if (row === undefined) return '';
  const { comparison, rate } = row;
  const { difference, rateA, rateB, table, pairs, decidingP } = comparison;
  const lead =
    rows.length === 1
      ? `${capital(atRates([rate]))}:`
      : `The largest difference is ${atRates([rate])}:`;
  const family = result.rows.filter((one) => one.tested).length;
  const adjusted = family > 1 ? `, Holm over ${family} rates` : '';
  return (
    `${lead} ${percent(rateB.estimate)} against ${percent(rateA.estimate)}, ` +
    `${points(difference.estimate)} points (${pointInterval(difference, difference.confidence)}; ` +
    `${plural(pairs, 'pair')}, ${count(table.onlyB)} only ${result.candidate}, ` +
    `${count(table.onlyA)} only ${result.reference}, p ${pValue(decidingP)} by ${TEST_WORDS[result.test]}${adjusted}).`
  );
}

const TEST_WORDS = { 'mid-p': 'mid-p McNemar', 'e-value': 'e-value' } satisfies Record<
  ContrastResult['test'],
  string
>;

const size = (row: ContrastRow): number => Math.abs(row.comparison.difference.estimate);
