import type { ProblemIssue, Rule, Scenario, Schedule } from '@chaos-lab/contracts';

export const SWEEP = 'sweep';

/** Where a scenario says `sweep`, as JSON pointers. */
export function sweepPlaces(scenario: Scenario): string[] {
  return scenario.rules.flatMap((rule, index) =>
    sweepFields(rule).map((field) => `/rules/${index}/${field}`),
  );
}

/** Complaints about a scenario that says `sweep` where nothing says what the sweep rate is. */
export function unresolvedSweeps(scenario: Scenario): ProblemIssue[] {
  if (scenario.sweepRate !== undefined) return [];
  return sweepPlaces(scenario).map((path) => ({
    path,
    message: 'says "sweep", but there is no sweepRate: give the scenario one, or use --rate',
  }));
}

/** The number that stands for a rate that may be `sweep`. */
export function resolveSweep(value: number | typeof SWEEP, sweepRate: number | undefined): number {
  if (value !== SWEEP) return value;
  if (sweepRate === undefined) throw new RangeError('a sweep without a sweep rate');
  return sweepRate;
}

function sweepFields(rule: Rule): string[] {
  const fields = rule.rate === SWEEP ? ['rate'] : [];
  return rule.schedule === undefined ? fields : [...fields, ...scheduleSweeps(rule.schedule)];
}

function scheduleSweeps(schedule: Schedule): string[] {
  if (schedule.type === 'outage' && schedule.downtime === SWEEP) return ['schedule/downtime'];
  if (schedule.type === 'capacity' && schedule.trigger?.loss === SWEEP) {
    return ['schedule/trigger/loss'];
  }
  return [];
}
