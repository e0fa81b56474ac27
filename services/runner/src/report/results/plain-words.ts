import type { Summary } from '@chaos-lab/contracts';
import { percent } from '../../terminal/words.ts';
import { contrastOf, type RateContrast } from './contrast.ts';

/** One computed sentence on whether a scenario can tell an arm from a reference at all. */
export function plainWords(
  scenario: string,
  summary: Summary,
  arms: { readonly arm: string; readonly reference: string },
): string {
  const { arm, reference } = arms;
  const rates = contrastOf(summary, arm, reference);
  const differing = rates.filter(
    ({ comparison }) => comparison.standing !== 'no significant difference',
  );
  const subject = `\`${scenario}\``;
  const pair = `\`${arm}\` from \`${reference}\``;
  if (differing.length === 0) {
    return `${subject} cannot tell ${pair} at any of ${rates.length} rates above 0.`;
  }
  const at = differing.map(({ rate }) => rate).join(', ');
  const only = differing.length === rates.length ? 'every rate above 0' : `${at} only`;
  return `${subject} tells ${pair} at ${only}; ${sizeOf(largest(differing), arm)}.`;
}

function largest(rates: readonly RateContrast[]): RateContrast {
  const size = ({ comparison }: RateContrast): number => Math.abs(comparison.difference.estimate);
  return rates.reduce((most, one) => (size(one) > size(most) ? one : most));
}

function sizeOf({ rate, comparison }: RateContrast, arm: string): string {
  const { estimate } = comparison.difference;
  const more = estimate > 0 ? 'more' : 'less';
  return `at ${rate} \`${arm}\` succeeds in ${percent(Math.abs(estimate))} of all runs ${more}`;
}
