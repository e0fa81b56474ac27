import type { Match } from '@chaos-lab/contracts';
import type { Condition } from './condition.ts';
import { bodyCondition, queryCondition } from './content-conditions.ts';
import { glob, type Test } from './glob.ts';
import { ordinalTest } from './ordinals.ts';

export type RuleMatch = {
  readonly arm: Test | undefined;
  /** Leaves the arm and `nth` to others. */
  readonly mismatch: Condition;
  /** Which of the requests that fit all else; all where it is left out. */
  readonly nth: ((ordinal: number) => boolean) | undefined;
};

export function compileMatch(match: Match): RuleMatch {
  return {
    arm: match.arm === undefined ? undefined : glob(match.arm),
    mismatch: all(conditionsOf(match)),
    nth: match.nth === undefined ? undefined : ordinalTest(match.nth),
  };
}

/** Every condition of a match, that on the arm too. */
export function compileConditions(match: Omit<Match, 'nth' | 'not'>): Condition {
  const conditions = conditionsOf(match);
  if (match.arm !== undefined) {
    const test = glob(match.arm);
    // The name of the field is of no interest here: what counts is whether all fit.
    conditions.push(({ facts }) => (test(facts.identity.arm) ? null : 'session'));
  }
  return all(conditions);
}

function conditionsOf(match: Match): Condition[] {
  const found: Condition[] = [];
  if (match.operation !== undefined) {
    const test = glob(match.operation);
    found.push(({ operation }) => (test(operation) ? null : 'operation'));
  }
  if (match.method !== undefined) {
    const test = glob(upper(match.method));
    found.push(({ facts }) => (test(facts.method) ? null : 'method'));
  }
  if (match.path !== undefined) {
    const test = glob(match.path);
    found.push(({ facts }) => (test(facts.path) ? null : 'path'));
  }
  if (match.session !== undefined) {
    const test = glob(match.session);
    found.push(({ facts }) => (test(facts.identity.session) ? null : 'session'));
  }
  if (match.call !== undefined) {
    const test = ordinalTest(match.call);
    found.push(({ call }) => (test(call) ? null : 'call'));
  }
  if (match.attempt !== undefined) {
    const test = ordinalTest(match.attempt);
    found.push(({ attempt }) => (test(attempt) ? null : 'attempt'));
  }
  if (match.headers !== undefined) found.push(headersCondition(match.headers));
  if (match.query !== undefined) found.push(queryCondition(match.query));
  if (match.body !== undefined) found.push(bodyCondition(match.body));
  if (match.not !== undefined) {
    const fits = compileConditions(match.not);
    found.push((request) => (fits(request) === null ? 'not' : null));
  }
  return found;
}

function headersCondition(headers: Readonly<Record<string, string>>): Condition {
  const tests = Object.entries(headers).map(([name, pattern]) => ({
    name: name.toLowerCase(),
    test: glob(pattern),
  }));
  return ({ facts: { headers: given } }) => {
    for (const { name, test } of tests) {
      const value = given[name];
      if (value === undefined || !test(Array.isArray(value) ? value.join(', ') : value)) {
        return 'headers';
      }
    }
    return null;
  };
}

function all(conditions: readonly Condition[]): Condition {
  const [only] = conditions;
  if (conditions.length === 1 && only !== undefined) return only;
  return (request) => {
    for (const condition of conditions) {
      const failed = condition(request);
      if (failed !== null) return failed;
    }
    return null;
  };
}

function upper(pattern: string | readonly string[]): string | string[] {
  return typeof pattern === 'string'
    ? pattern.toUpperCase()
    : pattern.map((one) => one.toUpperCase());
}
