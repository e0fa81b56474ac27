import type { z } from 'zod';
import { explainRefusal } from './expecting.ts';
import type { Setting } from './settings.ts';

/** Where a value came from, and the words a message uses for that place. */
export interface Origin {
  readonly kind: 'flag' | 'environment' | 'file' | 'default';
  readonly where: string;
}

export interface Given {
  readonly value: unknown;
  readonly origin: Origin;
}

/** Turns what was given for a setting into its value; complaints go to `problem`. */
export function resolveSetting(
  setting: Setting,
  given: Given,
  problem: (text: string) => void,
): unknown {
  const tail = given.origin.kind === 'file' ? '' : ` (${given.origin.kind})`;
  const complain = (text: string): void => problem(`${given.origin.where}: ${text}${tail}`);
  const parse = (schema: z.ZodType, value: unknown): unknown => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    complain(explainRefusal(schema, value, parsed.error, setting.secret === true));
    return undefined;
  };

  if (setting.kind === 'switch') return parseSwitch(given.value, complain);
  // Commander hands over `true` for a flag that came without its value.
  if (given.origin.kind === 'flag' && given.value === true) {
    complain('needs a value');
    return undefined;
  }
  if (setting.kind !== 'list') return parse(setting.schema, given.value);
  return Object.freeze(items(given.value).map((item) => parse(setting.schema, item)));
}

const WORDS: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  ...[true, 'true', '1', 'yes', 'on'].map((word) => [word, true] as const),
  ...[false, 'false', '0', 'no', 'off'].map((word) => [word, false] as const),
]);

function parseSwitch(value: unknown, complain: (text: string) => void): boolean | undefined {
  const known = WORDS.get(typeof value === 'string' ? value.toLowerCase() : value);
  if (known === undefined) {
    complain(`${JSON.stringify(value)} is not a switch: expected true or false`);
  }
  return known;
}

function items(value: unknown): unknown[] {
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  return list.flatMap((item) =>
    typeof item === 'string'
      ? item
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean)
      : [item],
  );
}
