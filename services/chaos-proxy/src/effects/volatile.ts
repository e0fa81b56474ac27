import { isObject, pointerOf } from '../naming/json-pointer.ts';

/** Differences beyond this many are another request, not the same one with a new time in it. */
const MOST = 8;

const DATE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const TOKEN = /^[A-Za-z0-9_-]{16,}$/;
const SECONDS_2001 = 1_000_000_000;

/** The places in which two JSON values differ; null where there are more than a few. */
export function differences(one: unknown, other: unknown): readonly Difference[] | null {
  const found: Difference[] = [];
  return compare(one, other, [], found) ? found : null;
}

export type Difference = {
  /** A JSON pointer. */
  readonly place: string;
  readonly values: readonly [unknown, unknown];
};

/** Whether both values look made for one request only: times, and ids that are drawn. */
export function looksVolatile({ values: [one, other] }: Difference): boolean {
  return isVolatile(one) && isVolatile(other) && typeof one === typeof other;
}

function isVolatile(value: unknown): boolean {
  if (typeof value === 'number') return value >= SECONDS_2001;
  if (typeof value !== 'string') return false;
  if (DATE.test(value) || UUID.test(value)) return true;
  if (/^\d{10,}(?:\.\d+)?$/.test(value)) return true;
  return TOKEN.test(value) && /\d/.test(value);
}

function compare(one: unknown, other: unknown, at: string[], found: Difference[]): boolean {
  if (isObject(one) && isObject(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].every((name) => compare(one[name], other[name], [...at, name], found));
  }
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
    return one.every((item, index) => compare(item, other[index], [...at, String(index)], found));
  }
  if (Object.is(one, other) || JSON.stringify(one) === JSON.stringify(other)) return true;
  found.push({ place: pointerOf(at), values: [one, other] });
  return found.length <= MOST;
}
