import type { Chaos } from '../chaos-session.ts';

/** What `expect.extend` of vitest and jest takes. */
export type MatcherResult = { readonly pass: boolean; readonly message: () => string };

/** Checks a proxy or a session of it. `message` says what was seen, for both outcomes. */
export type Matcher<Arguments extends readonly unknown[]> = (
  received: Chaos,
  ...expected: Arguments
) => MatcherResult;

export function result(pass: boolean, expected: string, seen: string): MatcherResult {
  return {
    pass,
    message: () => `expected ${pass ? 'not ' : ''}${expected}, but saw ${seen}`,
  };
}

/** Throws a TypeError for what is no proxy: the matcher of a test that forgot an argument. */
export function requireChaos(received: unknown): asserts received is Chaos {
  const isChaos = typeof received === 'object' && received !== null && 'calls' in received;
  if (!isChaos) throw new TypeError('expect() got no chaos proxy and no session of one');
}
