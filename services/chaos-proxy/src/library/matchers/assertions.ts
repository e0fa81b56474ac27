import { AssertionError } from 'node:assert';
import type { Chaos } from '../chaos-session.ts';
import { chaosMatchers } from './index.ts';
import type { Matcher } from './matcher.ts';

type Matchers = typeof chaosMatchers;
type Asserts = {
  readonly [Name in keyof Matchers]: Matchers[Name] extends Matcher<infer Arguments>
    ? (received: Chaos, ...expected: Arguments) => void
    : never;
};

/** The matchers as functions that throw an AssertionError: for node:test, or for any other runner. */
export const chaosAssert = Object.fromEntries(
  Object.entries(chaosMatchers).map(([name, matcher]) => [
    name,
    (received: Chaos, ...expected: never[]) => {
      const { pass, message } = (matcher as Matcher<never[]>)(received, ...expected);
      if (!pass)
        throw new AssertionError({ message: message(), stackStartFn: chaosAssert[name as never] });
    },
  ]),
) as Asserts;
