import type { ResponseSchema } from '../openapi/response-schemas.ts';
import type { Fault } from './fault.ts';
import { inTurn } from './in-turn.ts';
import { jsonRewrite } from './json-rewrite.ts';
import { type JsonToken, jsonLeaves, pick, replaceToken } from './json-tokens.ts';
import { changeBySchema } from './schema-change.ts';

const DATE_TIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}.*)?$/;
const HOUR_MS = 3_600_000;
const INT32_MAX = 2_147_483_647n;
/** Places of a string at which another character is tried. */
const PLACES = 8;
const INT64_MAX = 9_223_372_036_854_775_807n;

/** A valid answer in which one value is wrong, but of the same type, and as its schema wants it. */
export const wrongValue: Fault<'wrong-value'> = {
  kind: 'wrong-value',
  parameters: (_spec, u2, u3) => ({ which: u2, by: u3 }),
  during: (call, { parameters }) =>
    jsonRewrite(call, (text, status) => {
      const which = Number(parameters['which']);
      const by = Number(parameters['by']);
      const schema = call.responseSchema(status);
      if (schema !== undefined) {
        return changeBySchema(text, schema, true, (known) => otherAnswers(text, known, which, by));
      }
      return alterOneValue(text, which, by) ?? { suppressed: 'phase-impossible' };
    }),
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

/** The text with one value altered within its type, in every way that may fit a schema. */
export function* otherAnswers(
  text: string,
  schema: ResponseSchema,
  which: number,
  by: number,
): Generator<string> {
  const leaves = jsonLeaves(text).filter(({ type }) => type !== 'null');
  for (const leaf of inTurn(leaves, which)) {
    const was: unknown = JSON.parse(leaf.text);
    for (const other of otherValues(leaf, schema, by)) {
      const value: unknown = JSON.parse(other);
      // Numbers past 2^53 that differ can be equal once they are parsed.
      const differs = typeof value === 'number' ? other !== leaf.text : value !== was;
      if (typeof value === typeof was && differs) yield replaceToken(text, leaf, other);
    }
  }
}

function* otherValues(leaf: JsonToken, schema: ResponseSchema, by: number): Generator<string> {
  yield otherValue(leaf, by);
  for (const named of inTurn(schema.named, by)) yield JSON.stringify(named);
  if (leaf.type === 'number') {
    const value = Number(leaf.text);
    for (const step of [1, ...schema.steps]) yield* written(value + step, value - step);
    yield* written(value / 2);
  }
  if (leaf.type === 'string') yield* wordsNearBy(String(JSON.parse(leaf.text)), by);
}

/** JSON has no words for what is not finite. */
function written(...values: readonly number[]): string[] {
  return values.filter(Number.isFinite).map(String);
}

/** One character is another of its kind: what has a format or a pattern may still have it. */
function* wordsNearBy(word: string, by: number): Generator<string> {
  const places = Array.from(word.matchAll(/[a-zA-Z0-9]/g), ({ index }) => index);
  for (const at of inTurn(places, by).slice(0, PLACES)) {
    yield JSON.stringify(word.slice(0, at) + otherWord(word.charAt(at)) + word.slice(at + 1));
  }
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
