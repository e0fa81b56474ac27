import { findJsonError } from './json-error.ts';

/** Parses JSON. Throws a SyntaxError that says what was expected and where. */
export function decodeJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    // The message of the engine has no position where it quotes the text.
    throw new SyntaxError(findJsonError(text) ?? (cause as Error).message, { cause });
  }
}
