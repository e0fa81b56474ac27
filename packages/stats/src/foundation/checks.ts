import { StatisticsError } from './errors.ts';

/** Throws StatisticsError unless `value` is an integer of at least `minimum`. */
export function requireCount(name: string, value: number, minimum = 0): void {
  if (!Number.isSafeInteger(value) || value < minimum) {
    throw new StatisticsError(`${name} is ${value}, expected an integer of at least ${minimum}`);
  }
}

/** Throws StatisticsError unless `value` is a probability, 0 and 1 included. */
export function requireProbability(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) {
    throw new StatisticsError(`${name} is ${value}, expected a number from 0 to 1`);
  }
}

/** Throws StatisticsError unless 0 < `value` < 1: a confidence, a level, a quantile. */
export function requireInside(name: string, value: number): void {
  if (!(value > 0 && value < 1)) {
    throw new StatisticsError(
      `${name} is ${value}, expected a number between 0 and 1, both excluded`,
    );
  }
}

/** Throws StatisticsError unless 0 <= `part` <= `whole`, both integers. */
export function requirePart(
  part: { readonly name: string; readonly value: number },
  whole: { readonly name: string; readonly value: number },
): void {
  requireCount(part.name, part.value);
  requireCount(whole.name, whole.value);
  if (part.value > whole.value) {
    throw new StatisticsError(
      `${part.name} is ${part.value}, more than ${whole.name}, which is ${whole.value}`,
    );
  }
}

/** Throws StatisticsError unless `value` is a finite number of at least 0: a time, a weight. */
export function requireNonNegative(name: string, value: number): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
    throw new StatisticsError(`${name} is ${value}, expected a finite number of at least 0`);
  }
}
