import { criticalZ } from '../foundation/distributions.ts';
import type { Interval } from '../foundation/interval.ts';
import { checkTable, pairCount, type PairedTable } from './paired-table.ts';

/** Halvings of an interval of length 2: past the last digit of any limit that is not 0. */
const BISECTIONS = 80;

/**
 * Score interval for the paired difference, rate of B minus rate of A: all differences that the score
 * test does not reject. At difference 0 that test is McNemar's. With no pair it is [-1, 1].
 * Source: Tango (1998), Statistics in Medicine 17:891.
 */
export function tangoPaired(table: PairedTable, confidence = 0.95): Interval {
  checkTable(table);
  const n = pairCount(table);
  const z = criticalZ(confidence);
  if (n === 0) return { lower: -1, upper: 1 };
  const estimate = (table.onlyB - table.onlyA) / n;
  return {
    lower: bisect(-1, estimate, (delta) => score(table, n, delta) > z),
    upper: bisect(estimate, 1, (delta) => score(table, n, delta) >= -z),
  };
}

/** Tango's statistic; it falls from +infinity at -1 to -infinity at 1. */
function score(table: PairedTable, n: number, delta: number): number {
  const excess = table.onlyB - table.onlyA - n * delta;
  if (excess === 0) return 0;
  const q = constrainedOnlyA(table, n, delta);
  const variance = n * (2 * q + delta * (1 - delta));
  return variance > 0 ? excess / Math.sqrt(variance) : Math.sign(excess) * Number.POSITIVE_INFINITY;
}

/** The most likely share of pairs that only A wins when the difference is held at `delta`. */
function constrainedOnlyA({ onlyA, onlyB }: PairedTable, n: number, delta: number): number {
  const a = 2 * n;
  const b = -onlyB - onlyA + (2 * n - onlyB + onlyA) * delta;
  const c = -onlyA * delta * (1 - delta);
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * c));
  // The two forms of the quadratic formula; the other one cancels when b is positive.
  if (b <= 0) return (root - b) / (2 * a);
  return (-2 * c) / (root + b);
}

/** The point where a predicate that holds on the left turns false; an end when it never turns. */
function bisect(left: number, right: number, holds: (x: number) => boolean): number {
  if (holds(right)) return right;
  let low = left;
  let high = right;
  for (let i = 0; i < BISECTIONS; i += 1) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
