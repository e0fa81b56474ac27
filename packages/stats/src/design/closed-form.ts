import { requireCount, requireProbability } from '../foundation/checks.ts';

export interface BlindRetryDesign {
  /** Fault rate p of every attempt, independent of all others, all faults before the effect. */
  readonly rate: number;
  /** Retries R after the first attempt of a step. */
  readonly retries: number;
  readonly steps: number;
}

export interface BlindRetryOutcome {
  /** Share of runs in which every step succeeds. */
  readonly success: number;
  /** Mean calls per run, retries included; a run stops at its first lost step. */
  readonly calls: number;
}

/**
 * What blind retries reach against independent faults. A step succeeds with q = 1 - p^(R+1), a run
 * with q^steps, and step s is reached with q^s and costs 1 + p + ... + p^R calls.
 * Source: the geometric series; section 10 of the design prints its values.
 */
export function blindRetryClosedForm({
  rate,
  retries,
  steps,
}: BlindRetryDesign): BlindRetryOutcome {
  requireProbability('rate', rate);
  requireCount('retries', retries);
  requireCount('steps', steps);
  let callsPerStep = 0;
  for (let i = 0; i <= retries; i += 1) callsPerStep += rate ** i;
  const q = 1 - rate ** (retries + 1);
  let calls = 0;
  for (let s = 0; s < steps; s += 1) calls += q ** s * callsPerStep;
  return { success: q ** steps, calls };
}
