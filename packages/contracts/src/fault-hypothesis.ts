import { z } from 'zod';
import { faultSchema } from './fault.ts';
import { DEFAULT_ARM, nameSchema } from './session.ts';

const ordinal = z.number().int().min(1).max(1_000_000).default(1);

/** One fault at one address; a word is the short form, such as `http-503` or `reset@after`. */
export const assumedFaultSchema = z.strictObject({
  operation: z.string().min(1).max(8_192),
  call: ordinal,
  attempt: ordinal,
  fault: z.union([z.string().min(1).max(64), faultSchema]),
});

/** All faults that one session and arm meets; whatever is not named goes through. */
export const faultHypothesisSchema = z.strictObject({
  session: nameSchema,
  arm: nameSchema.default(DEFAULT_ARM),
  faults: z.array(assumedFaultSchema).max(1_000),
});

export const faultHypothesesSchema = z.strictObject({
  hypotheses: z.array(faultHypothesisSchema).min(1).max(10_000),
});

export type AssumedFault = z.infer<typeof assumedFaultSchema>;
export type FaultHypothesis = z.infer<typeof faultHypothesisSchema>;
export type FaultHypothesisInput = z.input<typeof faultHypothesisSchema>;
