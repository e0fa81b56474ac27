import { z } from 'zod';

/** Seconds of lab time; zod refuses NaN and infinities by itself. */
const seconds = z.number().min(0).max(86_400);
export const positiveSeconds = z.number().positive().max(86_400);
const maxRetries = z.number().int().min(0).max(100);

/**
 * How a wait w is spread by a uniform draw u: `full` u·w, `equal` w/2 + u·w/2, `additive` w + u·w/2,
 * `decorrelated` base + u·(3·previous − base).
 */
export const JITTERS = ['none', 'full', 'equal', 'decorrelated', 'additive'] as const;
export type Jitter = (typeof JITTERS)[number];

const exponential = {
  /** Wait before the first retry. */
  base_delay: seconds.default(1),
  /** Calls after the first. */
  max_retries: maxRetries.default(3),
  factor: z.number().min(1).max(10).default(2),
  /** The longest single wait, before jitter. */
  cap: positiveSeconds.optional(),
  jitter: z.enum(JITTERS).default('additive'),
};
export const exponentialConfigSchema = z.strictObject(exponential);
export type ExponentialConfig = z.infer<typeof exponentialConfigSchema>;

/** The configuration of every strategy but `sequence`, which holds others. */
export const STRATEGY_CONFIGS = {
  fail_fast: z.strictObject({}),
  escalate_to_human: z.strictObject({ note: z.string().optional() }),
  retry_immediately: z.strictObject({ max_retries: maxRetries.default(3) }),
  retry_fixed: z.strictObject({
    delay: seconds.default(1),
    max_retries: maxRetries.default(3),
    jitter: z.enum(JITTERS).default('none'),
  }),
  wait_and_retry: z.strictObject({
    wait_seconds: seconds.default(5),
    max_retries: maxRetries.default(3),
  }),
  retry_linear_backoff: z.strictObject({
    delay: seconds.default(1),
    max_retries: maxRetries.default(3),
    cap: positiveSeconds.optional(),
    jitter: z.enum(JITTERS).default('additive'),
  }),
  retry_exponential_backoff: exponentialConfigSchema,
  honor_retry_after: z.strictObject({
    max_retries: maxRetries.default(3),
    /** A server that asks for a longer wait than this is not waited for. */
    cap: positiveSeconds.default(60),
    /** The least wait, whatever was asked; doubles with every retry. */
    floor: seconds.default(0.1),
    /** Wait where the answer carries no Retry-After. */
    fallback_delay: seconds.default(1),
    jitter: z.enum(['none', 'additive']).default('none'),
  }),
  hedge: z.strictObject({
    max_retries: maxRetries.default(1),
    delay: seconds.default(0),
    /** A second copy goes out when the first has not been answered for this long. */
    after: seconds.default(1),
  }),
  timeout_override: z.strictObject({
    max_retries: maxRetries.default(1),
    delay: seconds.default(0),
    timeout: positiveSeconds.max(3_600),
  }),
  idempotent_retry: exponentialConfigSchema,
  verify_then_retry: exponentialConfigSchema,
  fallback_stale: z.strictObject({ max_age: positiveSeconds.default(300) }),
  fallback_static: z.strictObject({ value: z.json() }),
  compensate: z.strictObject({
    ...exponential,
    max_retries: maxRetries.default(8),
    /** Bounds the undoing, which may begin when the task's own deadline is over. */
    deadline: positiveSeconds.default(120),
  }),
  wait_half_open: z.strictObject({
    max_waits: maxRetries.default(5),
    /** A breaker that stays open longer than this is not waited for. */
    cap: positiveSeconds.default(60),
  }),
  use_procedure: z.strictObject({ name: z.string().min(1) }),
} as const;
