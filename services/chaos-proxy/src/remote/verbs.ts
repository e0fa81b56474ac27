import { explainVerb } from './explain.ts';
import { failNextVerb } from './fail-next.ts';
import { planVerb } from './plan.ts';
import { ruleVerb } from './rule.ts';
import { scenarioVerb } from './scenario.ts';
import { tapeVerb } from './tape.ts';
import type { Verb } from './verb.ts';

/** The first words of command lines for a running proxy. */
export const REMOTE_VERBS: Readonly<Record<string, Verb>> = {
  scenario: scenarioVerb,
  rule: ruleVerb,
  'fail-next': failNextVerb,
  records: tapeVerb,
  plan: planVerb,
  explain: explainVerb,
};
