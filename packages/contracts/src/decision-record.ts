import { z } from 'zod';
import { WRITE_EFFECTS } from './effects.ts';
import { faultSchema, PHASES } from './fault.ts';
import { REACHES } from './reach.ts';
import { nameSchema } from './session.ts';

/** Where a decision came from. */
export const DECISION_SOURCES = ['seed', 'tape', 'request', 'hypothesis'] as const;

/**
 * How a request was found to be another try of an earlier call: by what the client says of itself,
 * or since it equals a request whose answer did not reach the client whole and good.
 */
export const RETRY_SIGNS = [
  'chaos-call',
  'invocation-id',
  'idempotency-key',
  'chaos-attempt',
  'retry-count',
  'equal-request',
] as const;
export type RetrySign = (typeof RETRY_SIGNS)[number];

/** Why a decided fault did not go out. */
export const SUPPRESSIONS = [
  'phase-impossible',
  'held-connections-full',
  'upstream-failed',
  'client-gone',
  'no-previous-answer',
  'not-json',
  'no-fitting-change',
  'schema-unusable',
  'tokens-left',
  'no-stream',
  'no-model-answer',
  'no-json-rpc',
] as const;
export type Suppression = (typeof SUPPRESSIONS)[number];

/** How a proxied call ended for the client. */
export const CALL_ENDS = [
  'complete',
  'injected',
  'client-abort',
  'upstream-refused',
  'upstream-reset',
  'upstream-timeout',
  'upstream-unresolvable',
  'upstream-invalid',
  'proxy-failed',
  'rejected',
] as const;
export type CallEnd = (typeof CALL_ENDS)[number];

/** One line of the tape: what was decided for one request, and what came of it. Times in real ms. */
export const decisionRecordSchema = z.object({
  v: z.literal(1),
  id: z.string(),
  run: z.string(),
  session: nameSchema,
  arm: nameSchema,
  operation: z.string(),
  /** The n-th logical call of the operation in its session and arm. A tape without it has one call of each. */
  call: z.number().int().min(1).default(1),
  /** The n-th try of that call. */
  attempt: z.number().int().min(1),
  /** What showed that it is another try of an earlier call; null for a first one. */
  retry: z.enum(RETRY_SIGNS).nullable().default(null),
  /** Whether another request was open whose order with this one decided the address of either. */
  racing: z.boolean().default(false),
  /** Hash of method, target and canonical body; equal for equal requests. Null where the body was not seen. */
  digest: z.string().nullable().default(null),
  /** The `Idempotency-Key` of the request. */
  key: z.string().nullable().default(null),
  /** 1-based ordinal of the request in its session and arm. */
  ordinal: z.number().int().min(1),
  method: z.string(),
  path: z.string(),
  rule: z.string().nullable(),
  /** The rate in force for this request, after the schedule. */
  rate: z.number(),
  /** Null where no rule matched, so that nothing was drawn. */
  draws: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  fault: faultSchema.nullable(),
  phase: z.enum(PHASES).nullable(),
  /** What the parameter draws became: `delayMs`, `cutAt`, `retryAfterS`, ... */
  parameters: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  suppressed: z.enum(SUPPRESSIONS).nullable(),
  /** True where the decision depends on when the client called. */
  timed: z.boolean(),
  source: z.enum(DECISION_SOURCES),
  traceparent: z.string().nullable(),
  /** The version of the scenario that this request saw whole: the ETag of `GET /scenario`. */
  scenario: z.string().optional(),
  startedAt: z.number(),
  upstreamStatus: z.number().int().nullable(),
  upstreamMs: z.number().nullable(),
  status: z.number().int().nullable(),
  durationMs: z.number().nullable(),
  end: z.enum(CALL_ENDS).nullable(),
  /** Tokens that a model's answer counted, as the upstream gave it; only where a fault met that answer. */
  usage: z.object({ input: z.number(), output: z.number() }).optional(),
  /** What the client got; null while the call is open, and on tapes that do not say. */
  reached: z.enum(REACHES).nullable().default(null),
  /** What became of a write at the upstream; null for what is no write. */
  effect: z.enum(WRITE_EFFECTS).nullable().default(null),
});

export type DecisionRecord = z.infer<typeof decisionRecordSchema>;
