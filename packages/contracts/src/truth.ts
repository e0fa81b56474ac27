import { z } from 'zod';

/** What an oracle says became of one run: facts, without the client's own claim. */
export const truthSchema = z.object({
  /** Changes of the upstream's state. */
  effects: z.number().int().min(0),
  /** Effects that the task wanted once and that stand more than once. */
  duplicates: z.number().int().min(0),
  /** Effects that stand without the other half of the task. */
  orphans: z.number().int().min(0),
  /** Effects that another write has overwritten unseen. */
  lostUpdates: z.number().int().min(0),
  /** Exactly what the task asks for is there. */
  complete: z.boolean(),
  /** Nothing is left behind. */
  clean: z.boolean(),
});
export type Truth = z.infer<typeof truthSchema>;

/** How many things are wrong with the state that a run left. */
export function inconsistencies(truth: Truth): number {
  return truth.duplicates + truth.orphans + truth.lostUpdates;
}

export const VERDICTS = [
  'verified_success',
  'correct_failure',
  'false_failure',
  'false_success',
  'corrupted',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/**
 * Joins the client's claim with the truth. A duplicate or lost effect is corruption whatever is
 * claimed; a partial effect is corruption where failure is claimed and a false success where success is.
 */
export function verdictOf(
  claimsSuccess: boolean,
  truth: Pick<Truth, 'duplicates' | 'lostUpdates' | 'complete' | 'clean'>,
): Verdict {
  if (truth.duplicates > 0 || truth.lostUpdates > 0) return 'corrupted';
  if (claimsSuccess) return truth.complete ? 'verified_success' : 'false_success';
  if (truth.clean) return 'correct_failure';
  return truth.complete ? 'false_failure' : 'corrupted';
}
