import type { HypothesisResult } from '@chaos-lab/contracts';
import { percent, points } from '../../summary/words/numbers.ts';
import { atRates, pointInterval } from '../../summary/words/phrases.ts';
import type { Claims, Finding } from './finding.ts';
import { METRIC_WORDS } from './metric-words.ts';

/** Says of a hypothesis of the experiment whether it held, as the run itself judged it. */
export function hypothesisFinding(
  result: HypothesisResult,
  claims: Claims,
  confidence: number,
): Finding {
  const { hypothesis, held, rates } = result;
  const { arm, against, metric, direction, margin } = hypothesis;
  const often = direction === 'greater' ? 'more often' : 'less often';
  const by = margin === 0 ? '' : ` by more than ${points(margin).replace('+', '')} points`;
  const where = hypothesis.rates === undefined ? '' : ` ${atRates(hypothesis.rates)}`;
  const statement = `${arm} ${METRIC_WORDS[metric].verb} ${often} than ${against}${by}${where}`;
  if (!claims.allowed) {
    return { tone: 'caution', headline: `Not judged: ${statement}`, detail: claims.reason };
  }
  const sofar = claims.provisional ? 'so far ' : '';
  return {
    tone: held ? 'good' : 'bad',
    headline: `Hypothesis ${sofar}${held ? 'held' : 'not held'}: ${statement}`,
    detail: [
      ...said('Shown', rates, 'shown', confidence),
      ...said('Contradicted', rates, 'contradicted', confidence),
      ...said('Open', rates, 'open', confidence),
      ...(rates.length === 0 ? ['No pair of both has been run.'] : []),
    ].join(' '),
  };
}

type RateResult = HypothesisResult['rates'][number];

function said(
  word: string,
  rates: readonly RateResult[],
  standing: RateResult['standing'],
  confidence: number,
): string[] {
  const own = rates.filter((rate) => rate.standing === standing);
  const largest = own.toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference))[0];
  if (largest === undefined) return [];
  const { difference, low, high, failure_rate: rate } = largest;
  const interval = pointInterval({ lower: low, upper: high }, confidence);
  const at = own.length > 1 ? ` at ${percent(rate)}` : '';
  return [
    `${word} ${atRates(own.map((one) => one.failure_rate))} (${points(difference)} points${at}, ${interval}).`,
  ];
}
