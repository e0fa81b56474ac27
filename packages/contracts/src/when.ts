import { z } from 'zod';

const seconds = z.number().min(0).max(86_400);

/** Conditions on the situation; an entry applies where all that are given hold. */
export const whenSchema = z.strictObject({
  /** 1-based number of the call that failed within its step. */
  attempt_gte: z.number().int().min(1).optional(),
  attempt_lt: z.number().int().min(1).optional(),
  /** Lab time since the task began. */
  elapsed_gte_s: seconds.optional(),
  elapsed_lt_s: seconds.optional(),
  /** Whether the answer carried a Retry-After. */
  retry_after: z.boolean().optional(),
  retry_after_gte_s: seconds.optional(),
  retry_after_lt_s: seconds.optional(),
  safe: z.boolean().optional(),
  /** Safe, idempotent by its method, or sent with an Idempotency-Key. */
  idempotent: z.boolean().optional(),
  ambiguous: z.boolean().optional(),
  verifiable: z.boolean().optional(),
  /** Share of failures among the last ten calls of the task. */
  recent_failure_ratio_gte: z.number().min(0).max(1).optional(),
});
export type When = z.infer<typeof whenSchema>;
