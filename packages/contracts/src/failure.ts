import { z } from 'zod';

/** Names of failures that carry no usable HTTP status. */
export const TRANSPORT_CONDITIONS = [
  'timeout',
  'connect_error',
  'reset',
  'close',
  'truncated',
  'malformed',
  'schema_mismatch',
  'stale',
  'breaker_open',
  'budget_exhausted',
  'deadline_exceeded',
] as const;
export type TransportCondition = (typeof TRANSPORT_CONDITIONS)[number];

export const STATUS_CLASSES = ['3xx', '4xx', '5xx'] as const;

/** What a failed call is called: an exact status (`"503"`) or a transport name. */
export const conditionSchema = z.union([
  z.string().regex(/^[1-5][0-9]{2}$/),
  z.enum(TRANSPORT_CONDITIONS),
]);
export type Condition = z.infer<typeof conditionSchema>;

/**
 * Whether the server can have acted: `not_sent` (certainly not), `answered` (its answer says),
 * `ambiguous` (the request went out and no trustworthy answer came back).
 */
export const EFFECTS = ['not_sent', 'answered', 'ambiguous'] as const;
export type EffectCertainty = (typeof EFFECTS)[number];

export const failureSchema = z.object({
  condition: conditionSchema,
  effect: z.enum(EFFECTS),
  status: z.number().int().nullable(),
  retryAfterS: z.number().nullable(),
  message: z.string(),
});
export type Failure = z.infer<typeof failureSchema>;
