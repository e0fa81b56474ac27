import { count, percent, points } from './numbers.ts';

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** `1 run`, `2 runs`; the plural is the singular and an s unless told. */
export function plural(n: number, singular: string, several = `${singular}s`): string {
  return `${count(n)} ${n === 1 ? singular : several}`;
}

/** Failure rates as a phrase: `at 20%`, `at 5%, 10% and 20%`. */
export function atRates(rates: readonly number[]): string {
  return `at ${list(rates.map(percent))}`;
}

/** `95% interval 62 to 80`, in percentage points with signs. */
export function pointInterval(
  { lower, upper }: { readonly lower: number; readonly upper: number },
  confidence: number,
): string {
  return `${percent(confidence)} interval ${points(lower)} to ${points(upper)}`;
}

export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
