import { RE2JS } from 're2js';

/** A pattern that cannot be matched in linear time, or is none. */
export class PatternError extends Error {
  readonly pattern: string;

  constructor(pattern: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`the pattern ${JSON.stringify(pattern)} cannot be matched in linear time: ${reason}`, {
      cause,
    });
    this.pattern = pattern;
  }
}

/**
 * A regular expression of JSON Schema that takes time linear in the text, whatever the pattern: by
 * an automaton instead of by trying. What only trying can match (looking ahead or back, references to
 * groups) is refused with a PatternError.
 */
export function linearPattern(pattern: string): { test(text: string): boolean } {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(pattern));
  } catch (error) {
    throw new PatternError(pattern, error);
  }
}

/** For ajv, which asks for the source of an engine that it would write into a file. */
export const linearEngine = Object.assign(linearPattern, { code: 'linearPattern' });
