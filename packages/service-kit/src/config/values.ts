import { z } from 'zod';
import { expecting } from './expecting.ts';

const decimal = z
  .string()
  .regex(/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i)
  .transform(Number);

/** Schemas for settings that accept the string of a flag and the value of a YAML file alike. */
const numeric = z.union([z.number(), decimal]);

const bounds = (min: number, max: number): string => {
  if (min === -Infinity && max === Infinity) return '';
  if (max === Infinity) return ` of at least ${min}`;
  if (min === -Infinity) return ` of at most ${max}`;
  return ` from ${min} to ${max}`;
};

export function number(options: { min?: number; max?: number; noun?: string } = {}) {
  const { min = -Infinity, max = Infinity, noun = 'a number in range' } = options;
  const schema = numeric.pipe(z.number().min(min).max(max));
  const word = bounds(min, max) === '' && options.noun === undefined ? 'a number' : noun;
  return expecting(schema, word, `a number${bounds(min, max)}`);
}

export function integer(options: { min?: number; max?: number; noun?: string } = {}) {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = options;
  const schema = numeric.pipe(z.number().int().min(min).max(max));
  const upper = options.max === undefined ? Infinity : max;
  const lower = options.min === undefined ? -Infinity : min;
  const expected = `a whole number${bounds(lower, upper)}`;
  return expecting(schema, options.noun ?? 'a valid whole number', expected);
}

/** A probability, 0 to 1. */
export const rate = () => number({ min: 0, max: 1, noun: 'a rate' });

/** A TCP port; 0 asks the system for a free one. */
export const port = () => integer({ min: 0, max: 65_535, noun: 'a port' });

/** A seed of the fault decision: 0 to 2^53-1. */
export const seed = () => integer({ min: 0, max: Number.MAX_SAFE_INTEGER, noun: 'a seed' });

/** A duration in milliseconds. */
export const milliseconds = (max = 2_147_483_647) =>
  number({ min: 0, max, noun: 'a duration in milliseconds' });

/** Text that is not empty. YAML numbers are accepted and become their decimal text. */
export const text = () =>
  expecting(
    z.union([z.string(), z.number().transform(String)]).pipe(z.string().min(1)),
    'text',
    'some text',
  );

/** An absolute http or https URL without credentials; the result has no trailing slash. */
export const httpUrl = () =>
  expecting(
    z
      .string()
      .refine(isHttpUrl)
      .transform((url) => url.replace(/\/+$/, '')),
    'an http URL',
    'something like http://127.0.0.1:4010',
  );

/** One word of a list. */
export const oneOf = <const T extends readonly [string, ...string[]]>(words: T) =>
  expecting(z.enum(words), 'one of the known words', `one of ${words.join(', ')}`);

/** The levels of the log. */
export const logLevel = () => oneOf(['trace', 'debug', 'info', 'warn', 'error', 'silent']);

function isHttpUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  // Credentials in a URL end up in logs and manifests, and the clients here would not send them.
  const hasCredentials = url.username !== '' || url.password !== '';
  const isHttp = url.protocol === 'http:' || url.protocol === 'https:';
  return isHttp && url.hostname !== '' && !hasCredentials;
}
