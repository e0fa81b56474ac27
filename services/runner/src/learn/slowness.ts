import type { ObservedCall } from './observed-call.ts';

/** What counts as slow: this many times the usual, and at least this much more, ms. */
const TIMES = 4;
const MORE_MS = 100;

/** The median duration of good answers, ms; null where none is known. */
export function usualMs(calls: readonly ObservedCall[]): number | null {
  const known = calls.flatMap(({ durationMs, status }) =>
    durationMs !== null && status < 400 && status > 0 ? [durationMs] : [],
  );
  if (known.length === 0) return null;
  return known.toSorted((a, b) => a - b)[Math.floor((known.length - 1) / 2)] as number;
}

/** How much longer than usual a good answer took, ms; null where it was not slow. */
export function excessMs(call: ObservedCall, usual: number | null): number | null {
  if (usual === null || call.durationMs === null) return null;
  const excess = call.durationMs - usual;
  return call.durationMs > TIMES * usual && excess > MORE_MS ? excess : null;
}

/** A lognormal by its maximum likelihood: the mean and the deviation of the logarithms. */
export function lognormalOf(excesses: readonly number[]): { medianMs: number; sigma: number } {
  const logs = excesses.map((ms) => Math.log(ms));
  const mean = logs.reduce((sum, one) => sum + one, 0) / logs.length;
  const variance = logs.reduce((sum, one) => sum + (one - mean) ** 2, 0) / logs.length;
  const sigma = Math.min(10, Math.max(0.01, Math.sqrt(variance)));
  return { medianMs: Math.round(Math.exp(mean)), sigma: Number(sigma.toFixed(3)) };
}
