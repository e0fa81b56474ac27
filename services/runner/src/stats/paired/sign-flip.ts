import { chiSquareUpperTail } from '../foundation/chi-square.ts';
import { binomialPmf } from '../foundation/distributions.ts';
import type { NetDifferenceCount } from './net-differences.ts';
import type { ChiSquareTest } from './stratified-mcnemar.ts';

/** Above this many multiplications the exact distribution gives way to the chi-square. */
const EXACT_WORK = 5e7;

export interface SignFlipTest {
  /** Sessions with a difference. */
  readonly sessions: number;
  /** Summed net differences, positive in favour of B. */
  readonly total: number;
  /** null where the exact distribution would cost too much; the chi-square is then good. */
  readonly exact: number | null;
  readonly midP: number | null;
  readonly asymptotic: ChiSquareTest;
}

/**
 * One overall two-sided test when every session ran at several rates. If the arms are alike, a
 * session's net difference is as likely to be +d as -d, whatever its rates have in common; so whole
 * sessions are flipped, never single pairs. With one rate it is McNemar's exact test.
 * Source: Fisher's randomisation test; the chi-square is that of Durkalski et al. (2003),
 * Statistics in Medicine 22:2417.
 */
export function signFlipTest(counts: readonly NetDifferenceCount[]): SignFlipTest {
  let sessions = 0;
  let total = 0;
  let squares = 0;
  for (const { magnitude, forA, forB } of counts) {
    sessions += forA + forB;
    total += magnitude * (forB - forA);
    squares += magnitude ** 2 * (forA + forB);
  }
  const chiSquare = squares === 0 ? 0 : total ** 2 / squares;
  return {
    sessions,
    total,
    ...exactTails(counts, Math.abs(total)),
    asymptotic: { chiSquare, df: 1, p: chiSquareUpperTail(chiSquare, 1) },
  };
}

function exactTails(
  counts: readonly NetDifferenceCount[],
  observed: number,
): { exact: number | null; midP: number | null } {
  if (work(counts) > EXACT_WORK) return { exact: null, midP: null };
  const distribution = positiveSum(counts);
  const largest = distribution.length - 1;
  if (largest === 0) return { exact: 1, midP: 1 };
  let beyond = 0;
  let equal = 0;
  for (const [positive, p] of distribution.entries()) {
    const total = Math.abs(2 * positive - largest);
    if (total > observed) beyond += p;
    else if (total === observed) equal += p;
  }
  return { exact: Math.min(1, beyond + equal), midP: beyond + equal / 2 };
}

/** Distribution of the summed magnitudes that fall to B when every sign is a fair coin. */
function positiveSum(counts: readonly NetDifferenceCount[]): Float64Array {
  let distribution = Float64Array.of(1);
  for (const { magnitude, forA, forB } of counts) {
    const sessions = forA + forB;
    const next = new Float64Array(distribution.length + magnitude * sessions);
    for (let heads = 0; heads <= sessions; heads += 1) {
      const p = binomialPmf(heads, sessions, 0.5);
      const shift = heads * magnitude;
      for (const [sum, q] of distribution.entries())
        next[sum + shift] = (next[sum + shift] ?? 0) + p * q;
    }
    distribution = next;
  }
  return distribution;
}

function work(counts: readonly NetDifferenceCount[]): number {
  let size = 1;
  let total = 0;
  for (const { magnitude, forA, forB } of counts) {
    total += size * (forA + forB + 1);
    size += magnitude * (forA + forB);
  }
  return total;
}
