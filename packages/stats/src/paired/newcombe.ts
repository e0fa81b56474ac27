import type { Interval } from '../foundation/interval.ts';
import { wilson } from '../proportions/wilson.ts';
import { checkTable, pairCount, successesA, successesB, type PairedTable } from './paired-table.ts';

/**
 * Interval for the paired difference, rate of B minus rate of A, by square-and-add of the two Wilson
 * intervals with the correlation between the arms. With no pair it is [-1, 1].
 * Source: Newcombe (1998), Statistics in Medicine 17:2635, method 10.
 */
export function newcombePaired(table: PairedTable, confidence = 0.95): Interval {
  checkTable(table);
  const n = pairCount(table);
  if (n === 0) return { lower: -1, upper: 1 };
  const a = arm(successesA(table), n, confidence);
  const b = arm(successesB(table), n, confidence);
  const phi = correctedPhi(table);
  const estimate = (table.onlyB - table.onlyA) / n;
  return {
    lower: Math.max(-1, estimate - joined(b.down, a.up, phi)),
    upper: Math.min(1, estimate + joined(b.up, a.down, phi)),
  };
}

function arm(successes: number, n: number, confidence: number): { down: number; up: number } {
  const { lower, upper } = wilson(successes, n, confidence);
  return { down: successes / n - lower, up: upper - successes / n };
}

function joined(x: number, y: number, phi: number): number {
  return Math.sqrt(Math.max(0, x * x - 2 * phi * x * y + y * y));
}

/** The phi coefficient with half a pair taken off a positive cross product; 0 when a margin is empty. */
function correctedPhi(table: PairedTable): number {
  const { both, onlyA, onlyB, neither } = table;
  const rows = Math.sqrt((both + onlyA) * (onlyB + neither));
  const columns = Math.sqrt((both + onlyB) * (onlyA + neither));
  if (rows === 0 || columns === 0) return 0;
  const cross = both * neither - onlyA * onlyB;
  const corrected = cross > 0 ? Math.max(0, cross - pairCount(table) / 2) : cross;
  return corrected / rows / columns;
}
