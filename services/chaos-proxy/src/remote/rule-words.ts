import { shortScenario } from '../scenario/short-form.ts';
import { refused } from './document.ts';

/** A rule as a person says it on a command line. */
export type RuleWords = {
  readonly operation?: string;
  readonly faults?: string;
  readonly rate?: string;
  readonly times?: string;
};

/** The rule that such words mean; the proxy checks it as a whole. */
export function ruleFromWords({ operation, faults, rate = '1', times }: RuleWords): object {
  if (faults === undefined) {
    throw refused('expected a rule: a file, JSON, or --faults with words such as http-503');
  }
  const [rule] = shortScenario(
    1,
    faults.split(',').map((word) => word.trim()),
  ).rules;
  return {
    ...(operation !== undefined && { match: { operation } }),
    rate: numberOf('--rate', rate),
    faults: rule?.faults,
    ...(times !== undefined && { times: numberOf('--times', times) }),
  };
}

function numberOf(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw refused(`${flag}: ${text} is no number`);
}
