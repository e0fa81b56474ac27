import type { HypothesisResult, Summary } from '@chaos-lab/contracts';
import { percent } from '../terminal/words.ts';

/**
 * Sentences on why nothing may be claimed: a check of the laboratory on itself that failed, and every
 * hypothesis that does not hold. Whoever asks for no A/A check and states no hypothesis needs none.
 */
export function failedHypotheses(summary: Summary): string[] {
  const { checks, hypotheses } = summary;
  return [
    ...checks
      .filter((check) => !check.passed && (check.made || hypotheses.length > 0))
      .map((check) => `no claim can be made: ${check.sentence}`),
    ...hypotheses.filter((result) => !result.held).map(sentence),
  ];
}

function sentence({ hypothesis, rates }: HypothesisResult): string {
  const { arm, against, metric, direction, margin } = hypothesis;
  const more = direction === 'greater' ? 'more' : 'less';
  const by = margin === 0 ? '' : ` by more than ${percent(margin)}`;
  const seen = rates.map(
    ({ failure_rate: rate, difference, low, high, p }) =>
      `${percent(difference)} [${percent(low)}, ${percent(high)}], p ${p.toPrecision(2)} at rate ${rate}`,
  );
  const evidence = seen.length === 0 ? 'no pair was run' : seen.join('; ');
  return `the hypothesis that ${arm} has ${more} ${metric} than ${against}${by} does not hold: ${evidence}`;
}
