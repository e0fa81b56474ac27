import { z } from 'zod';
import { breakerSettingsSchema } from './breaker.ts';
import { conditionKeySchema, entrySchema } from './strategy.ts';
import { STRATEGY_CONFIGS } from './strategy-config.ts';

/** Retry tokens shared by all tasks of the process that call the same operation of an upstream. */
export const retryBudgetSchema = z
  .strictObject({
    /** Tokens at the start, and the most there can be; a retry takes one. */
    capacity: z.number().positive().max(1_000_000),
    /** Tokens that a successful call gives back. */
    refill_per_success: z.number().min(0).max(100),
    /** Tokens that come back by themselves in a lab second, so that a trickle is always allowed. */
    refill_per_s: z.number().min(0).max(1_000).default(0),
    /** Tokens for the retry of a call that was given up unanswered: the server may still be at it. */
    timeout_cost: z.number().min(1).max(1_000).default(1),
  })
  .refine(({ capacity, timeout_cost: cost }) => cost <= capacity, {
    path: ['timeout_cost'],
    message: 'is more than the capacity, so that no such retry could ever be made',
  });
export type RetryBudgetSettings = z.infer<typeof retryBudgetSchema>;

/** How many calls of an operation may be under way at once, for all tasks of an arm together. */
export const concurrencySchema = z
  .strictObject({
    initial: z.number().int().min(1).max(10_000).default(20),
    min: z.number().int().min(1).max(10_000).default(4),
    max: z.number().int().min(1).max(10_000).default(200),
    /** What a refusal or a timeout leaves of the limit. */
    decrease: z.number().min(0.1).max(0.99).default(0.7),
    /** Lab seconds that a call waits for its turn. */
    max_wait_s: z.number().positive().max(3_600).default(120),
  })
  .refine(({ initial, min, max }) => min <= initial && initial <= max, {
    path: ['initial'],
    message: 'is not between min and max',
  });
export type ConcurrencySettings = z.infer<typeof concurrencySchema>;

/** Keeps calls off that their service would refuse, by what it accepted of late. */
export const throttleSchema = z.strictObject({
  /** Calls that may be sent for each one that was accepted. */
  k: z.number().min(1).max(100).default(2),
  window_s: z.number().positive().max(3_600).default(30),
  /** The largest share that is kept off, so that somebody notices when the service is back. */
  max_share: z.number().min(0).max(0.99).default(0.8),
});
export type ThrottleSettings = z.infer<typeof throttleSchema>;

export const playbookSettingsSchema = z.strictObject({
  /** `strict` never resends a write that may have had an effect without a key or a read-back. */
  safety: z.enum(['classic', 'strict']).default('classic'),
  deadline_s: z.number().positive().max(86_400).optional(),
  attempt_timeout_s: z.number().positive().max(3_600).optional(),
  /** Calls that one step may make, the first among them. */
  max_attempts: z.number().int().min(1).max(1_000).optional(),
  /** Whether a retry that fails differently is looked up anew; absent: only in `strict`. */
  re_resolve: z.boolean().optional(),
  /** Whether writes carry an Idempotency-Key; absent: in `strict`, or where an entry needs one. */
  idempotency_keys: z.boolean().optional(),
  retry_budget: retryBudgetSchema.optional(),
  concurrency: concurrencySchema.optional(),
  throttle: throttleSchema.optional(),
  /** The same object as the task's `breaker`. */
  breaker: z.union([z.literal(false), breakerSettingsSchema]).optional(),
  /** Conditions that count as failures of a breaker; absent: transport names, 408, 429 and 5xx. */
  breaker_counts: z.array(conditionKeySchema).min(1).optional(),
  /** Undoes what a task has done once a step has failed for good, whatever its entry said. */
  compensate_on_failure: STRATEGY_CONFIGS.compensate.optional(),
  /**
   * Lab seconds after its last send from which a write that a read-back does not find counts as not
   * done: a server may finish what its client has given up.
   */
  settle_s: z.number().min(0).max(3_600).default(0),
  /** Score from which a full-text match is used, and whether it goes before the top default. */
  search: z
    .strictObject({ threshold: z.number().positive(), before_default: z.boolean().default(false) })
    .optional(),
});
export type PlaybookSettings = z.infer<typeof playbookSettingsSchema>;

const entriesSchema = z.union([entrySchema, z.array(entrySchema).min(1)]);

/** The recoveries of one tool (or of `*`, any tool) by condition. */
export const toolTableSchema = z.partialRecord(conditionKeySchema, entriesSchema);
export type ToolTable = z.infer<typeof toolTableSchema>;

/** A playbook file, version 2; every classic file is one. Durations are seconds of lab time. */
export const playbookSchema = z
  .object({
    $schema: z.string().optional(),
    _metadata: z.record(z.string(), z.json()).optional(),
    _settings: playbookSettingsSchema.prefault({}),
    /** Entries by name, for `use_procedure`. */
    _procedures: z.record(z.string(), entrySchema).default({}),
    default: entriesSchema.optional(),
  })
  .catchall(toolTableSchema);
export type Playbook = z.infer<typeof playbookSchema>;
export type PlaybookInput = z.input<typeof playbookSchema>;
