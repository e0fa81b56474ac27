import { type Rule, type Scenario, type Schedule, wireArmGlob } from '@chaos-lab/contracts';

/**
 * One scenario for all rates of an experiment: every rule once a rate, matching the arms that carry
 * that rate, with `sweep` replaced by it. Rules keep their order and, by name, their identity.
 */
export function expandRates(
  scenario: Scenario,
  options: {
    readonly rates: readonly number[];
    readonly seed: number;
    readonly timeScale: number;
  },
): Scenario {
  return {
    ...scenario,
    seed: options.seed,
    timeScale: options.timeScale,
    rules: options.rates.flatMap((rate) =>
      scenario.rules.map((rule, index) => ruleAt(rule, rate, `rule-${index + 1}`)),
    ),
  };
}

function ruleAt(rule: Rule, rate: number, fallbackName: string): Rule {
  const patterns = rule.match.arm === undefined ? ['*'] : [rule.match.arm].flat();
  return {
    ...rule,
    name: rule.name ?? fallbackName,
    match: { ...rule.match, arm: patterns.map((pattern) => wireArmGlob(rate, pattern)) },
    rate: rule.rate === 'sweep' ? rate : rule.rate,
    ...(rule.schedule === undefined ? {} : { schedule: scheduleAt(rule.schedule, rate) }),
  };
}

function scheduleAt(schedule: Schedule, rate: number): Schedule {
  if (schedule.type === 'outage' && schedule.downtime === 'sweep') {
    return { ...schedule, downtime: rate };
  }
  if (schedule.type === 'capacity' && schedule.trigger?.loss === 'sweep') {
    return { ...schedule, trigger: { ...schedule.trigger, loss: rate } };
  }
  return schedule;
}
