import { percent } from '../../summary/words/numbers.ts';
import type { ContrastResult, ContrastRow } from '../model/contrast-result.ts';

/** One computed sentence on whether a scenario can tell an arm from a reference at all. */
export function plainWords(scenario: string, result: ContrastResult): string {
  const tested = result.rows.filter((row) => row.tested);
  const differing = tested.filter(
    ({ comparison }) => comparison.standing !== 'no significant difference',
  );
  const subject = `\`${scenario}\``;
  const pair = `\`${result.candidate}\` from \`${result.reference}\``;
  const [largest] = differing.toSorted((one, other) => size(other) - size(one));
  if (largest === undefined) {
    return `${subject} cannot tell ${pair} at any of ${tested.length} rates above 0.`;
  }
  const at = differing.map(({ rate }) => rate).join(', ');
  const only = differing.length === tested.length ? 'every rate above 0' : `${at} only`;
  return `${subject} tells ${pair} at ${only}; ${sizeOf(largest, result.candidate)}.`;
}

const size = ({ comparison }: ContrastRow): number => Math.abs(comparison.difference.estimate);

function sizeOf({ rate, comparison }: ContrastRow, arm: string): string {
  const { estimate } = comparison.difference;
  const more = estimate > 0 ? 'more' : 'less';
  return `at ${rate} \`${arm}\` succeeds in ${percent(Math.abs(estimate))} of all runs ${more}`;
}
