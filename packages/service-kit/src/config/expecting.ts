import type { z } from 'zod';

interface Expectation {
  /** What the value failed to be, with its article: `a rate`. */
  readonly noun: string;
  /** What would have been right: `a number from 0 to 1`. */
  readonly expected: string;
}

const expectations = new WeakMap<z.ZodType, Expectation>();

/** Gives a schema the words of its error message: `1.5 is not <noun>: expected <expected>`. */
export function expecting<S extends z.ZodType>(schema: S, noun: string, expected: string): S {
  expectations.set(schema, { noun, expected });
  return schema;
}

/** One line saying why `schema` refused `value`. */
export function explainRefusal(
  schema: z.ZodType,
  value: unknown,
  error: z.ZodError,
  secret: boolean,
): string {
  const shown = secret ? 'the value' : show(value);
  const words = expectations.get(schema);
  if (words) return `${shown} is not ${words.noun}: expected ${words.expected}`;
  const reasons = error.issues.map((issue) => [issue.path.join('.'), issue.message]);
  return `${shown}: ${reasons.map((parts) => parts.filter(Boolean).join(': ')).join('; ')}`;
}

function show(value: unknown): string {
  if (value === '') return 'an empty value';
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const open = text.replace(/(?<=:\/\/)[^/?#]*@/, '[redacted]@');
  const plain = /^[\x21-\x7e]+$/.test(open) ? open : JSON.stringify(open);
  return plain.length > 80 ? `${plain.slice(0, 77)}...` : plain;
}
