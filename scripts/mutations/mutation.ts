/** One protection taken out of one file, and the test that has to fail without it. */
export type Mutation = {
  /** How the row of docs/security.md begins that promises it. */
  readonly promise: string;
  /** What is taken away, in a few words. */
  readonly without: string;
  readonly file: string;
  /** Text that stands in the file exactly once. */
  readonly search: string;
  readonly replace: string;
  readonly test: string;
  /** A part of the name of the test; only such tests run, and one of them has to fail. */
  readonly named: string;
};

const SECURITY = 'tests/integration/security';

/** A test of `tests/integration/security` by the name that docs/security.md gives it. */
export const securityTest = (name: string): string => `${SECURITY}/${name}.test.ts`;

/** The mutations of one promise, without repeating it. */
export const promised = (
  promise: string,
  mutations: readonly Omit<Mutation, 'promise'>[],
): Mutation[] => mutations.map((mutation) => ({ promise, ...mutation }));

/** The text of a file without its protection. Throws where the text to search is not there once. */
export function mutated(text: string, { file, search, replace }: Mutation): string {
  const pieces = text.split(search);
  if (pieces.length !== 2) {
    throw new Error(`${file}: expected this once, found it ${pieces.length - 1} times: ${search}`);
  }
  return pieces.join(replace);
}
