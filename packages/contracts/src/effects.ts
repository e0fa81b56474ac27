import { z } from 'zod';
import { nameSchema } from './session.ts';

/**
 * What a request of an unsafe method came to at the upstream: `done`, answered with success;
 * `refused`, answered with something else; `uncertain`, sent without an answer; `unsent`.
 */
export const WRITE_EFFECTS = ['done', 'refused', 'uncertain', 'unsent'] as const;
export type WriteEffect = (typeof WRITE_EFFECTS)[number];

/** The client's word about one run: whether it says that it did what it was asked to do. */
export const claimSchema = z.strictObject({
  session: nameSchema,
  arm: nameSchema.default('-'),
  success: z.boolean(),
});
export type Claim = z.infer<typeof claimSchema>;
