import type { IncomingHttpHeaders } from 'node:http';
import type { Match } from '@chaos-lab/contracts';
import { glob, type Test } from './glob.ts';

/** What of a request a rule can look at, apart from its arm. */
export type Matchable = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly identity: { readonly session: string };
};

export type RuleMatch = {
  readonly arm: Test | undefined;
  /** The first condition, other than the arm, that a request does not meet; null where it meets all. */
  readonly mismatch: (request: Matchable, operation: string) => MatchField | null;
};

export type MatchField = Exclude<keyof Match, 'arm'>;
type Condition = (request: Matchable, operation: string) => MatchField | null;

export function compileMatch(match: Match): RuleMatch {
  const conditions = conditionsOf(match);
  const [only] = conditions;
  return {
    arm: match.arm === undefined ? undefined : glob(match.arm),
    mismatch: conditions.length === 1 && only !== undefined ? only : all(conditions),
  };
}

function conditionsOf(match: Match): Condition[] {
  const found: Condition[] = [];
  if (match.operation !== undefined) {
    const test = glob(match.operation);
    found.push((_, operation) => (test(operation) ? null : 'operation'));
  }
  if (match.method !== undefined) {
    const test = glob(upper(match.method));
    found.push(({ method }) => (test(method) ? null : 'method'));
  }
  if (match.path !== undefined) {
    const test = glob(match.path);
    found.push(({ path }) => (test(path) ? null : 'path'));
  }
  if (match.session !== undefined) {
    const test = glob(match.session);
    found.push(({ identity }) => (test(identity.session) ? null : 'session'));
  }
  if (match.headers !== undefined) found.push(headersCondition(match.headers));
  return found;
}

function headersCondition(headers: Readonly<Record<string, string>>): Condition {
  const tests = Object.entries(headers).map(([name, pattern]) => ({
    name: name.toLowerCase(),
    test: glob(pattern),
  }));
  return ({ headers: given }) => {
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
  return (request, operation) => {
    for (const condition of conditions) {
      const failed = condition(request, operation);
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
