import type { Fault } from './fault.ts';
import { type JsonToken, jsonLeaves, pick, replaceToken } from './json-tokens.ts';
import { jsonRewrite } from './json-rewrite.ts';

const DATE_TIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}.*)?$/;
const HOUR_MS = 3_600_000;
const INT32_MAX = 2_147_483_647n;
const INT64_MAX = 9_223_372_036_854_775_807n;

/** A valid answer in which one value is wrong, but of the same type. */
export const wrongValue: Fault<'wrong-value'> = {
  kind: 'wrong-value',
  parameters: (_spec, u2, u3) => ({ which: u2, by: u3 }),
  during: (call, { parameters }) =>
    jsonRewrite(call, (text) =>
      alterOneValue(text, Number(parameters['which']), Number(parameters['by'])),
    ),
};

/**
 * Alters one value of a JSON text within its type. Numbers and booleans come first, then dates,
 * then other strings: a string may be one of a fixed set, and no schema is at hand here.
 */
export function alterOneValue(text: string, which: number, by: number): string | undefined {
  const leaves = jsonLeaves(text);
  const dates = leaves.filter(isDate);
  const groups = [
    leaves.filter(({ type }) => type === 'number' || type === 'boolean'),
    dates,
    leaves.filter(({ type, text }) => type === 'string' && text !== '""'),
  ];
  const leaf = pick(groups.find((group) => group.length > 0) ?? [], which);
  if (leaf === undefined) return undefined;
  return replaceToken(text, leaf, otherValue(leaf, by));
}

function otherValue(leaf: JsonToken, by: number): string {
  if (leaf.type === 'boolean') return leaf.text === 'true' ? 'false' : 'true';
  if (leaf.type === 'number') return otherNumber(leaf.text, by);
  if (isDate(leaf)) return otherDate(String(JSON.parse(leaf.text)), by);
  return JSON.stringify(otherWord(String(JSON.parse(leaf.text))));
}

/** One of the next thousand numbers; one before, where that would leave int32 or int64. */
function otherNumber(text: string, by: number): string {
  const step = 1 + Math.floor(by * 1000);
  if (!/^-?\d+$/.test(text)) return otherFraction(Number(text), step);
  const value = BigInt(text);
  const limit = value <= INT32_MAX ? INT32_MAX : INT64_MAX;
  const above = value + BigInt(step);
  return String(above > limit ? value - BigInt(step) : above);
}

function otherFraction(value: number, step: number): string {
  if (!Number.isFinite(value)) return '0';
  const above = value + step;
  return String(above === value ? value / 2 : above);
}

function otherDate(text: string, by: number): string {
  const days = text.length === 10;
  const hours = (1 + Math.floor(by * 1000)) * (days ? 24 : 1);
  const shifted = new Date(Date.parse(text) + hours * HOUR_MS).toISOString();
  return JSON.stringify(days ? shifted.slice(0, 10) : shifted);
}

/** Every letter and digit becomes the next of its kind, so length and shape stay. */
function otherWord(text: string): string {
  const next = text.replace(/[a-zA-Z0-9]/g, (c) => {
    if (c === 'z') return 'a';
    if (c === 'Z') return 'A';
    if (c === '9') return '0';
    return String.fromCharCode(c.charCodeAt(0) + 1);
  });
  return next === text ? `${text}?` : next;
}

function isDate({ type, text }: JsonToken): boolean {
  if (type !== 'string') return false;
  const value = text.slice(1, -1);
  return DATE_TIME.test(value) && !Number.isNaN(Date.parse(value));
}
