import type { HypothesisResult, Summary } from '@chaos-lab/contracts';
import { percent } from '../progress/words.ts';

/** A sentence for every hypothesis of the experiment that does not hold. */
export function failedHypotheses({ hypotheses }: Summary): string[] {
  return hypotheses.filter((result) => !result.held).map(sentence);
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
