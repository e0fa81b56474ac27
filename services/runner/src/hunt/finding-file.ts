import { z } from 'zod';
import { INVARIANT_NAMES, type InvariantName } from '../trial/invariants/index.ts';

/** What a finding is run again from. */
export const findingFileSchema = z.strictObject({
  v: z.literal(1),
  cause: z.string(),
  invariant: z.enum(INVARIANT_NAMES as readonly [InvariantName, ...InvariantName[]]),
  target: z.string().nullable(),
  /** An arm of an experiment, in place of target and client. */
  experiment: z.string().nullable(),
  arm: z.string().nullable(),
  openapi: z.string().nullable(),
  /** The command word by word, or null for a service. */
  command: z.array(z.string()).nullable(),
  service: z.string().nullable(),
  env: z.array(z.string()),
  oracle: z.string(),
  reset: z.string().nullable(),
  /** Real ms of a run. */
  timeoutMs: z.number().positive(),
  faults: z
    .array(
      z.strictObject({
        operation: z.string(),
        call: z.number().int().min(1),
        attempt: z.number().int().min(1),
        fault: z.string(),
      }),
    )
    .min(1),
});
export type FindingFile = z.infer<typeof findingFileSchema>;
