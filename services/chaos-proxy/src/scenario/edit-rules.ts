import type { Rule, Scenario } from '@chaos-lab/contracts';

/** Where a rule goes that is new: the first that matches decides. */
export type Place = 'first' | 'last';

/** The name that a rule goes by, its place where it has none. */
export function nameOfRule({ name }: Pick<Rule, 'name'>, index: number): string {
  return name ?? `rules[${index}]`;
}

export function findRule({ rules }: Scenario, name: string): Rule | undefined {
  return rules.find((rule, index) => nameOfRule(rule, index) === name);
}

/** The scenario with a rule in the place of the one of that name, or at an end where there is none. */
export function withRule(scenario: Scenario, name: string, rule: unknown, place: Place): unknown {
  const { rules } = scenario;
  if (findRule(scenario, name) === undefined) {
    return { ...scenario, rules: place === 'first' ? [rule, ...rules] : [...rules, rule] };
  }
  return {
    ...scenario,
    rules: rules.map((one, index) => (nameOfRule(one, index) === name ? rule : one)),
  };
}

export function withoutRule(scenario: Scenario, name: string): Scenario {
  const rules = scenario.rules.filter((rule, index) => nameOfRule(rule, index) !== name);
  return { ...scenario, rules };
}
