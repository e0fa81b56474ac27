import { z } from 'zod';
import { conditionSchema } from './failure.ts';
import { positiveSeconds, STRATEGY_CONFIGS } from './strategy-config.ts';
import { type When, whenSchema } from './when.ts';

type SimpleName = keyof typeof STRATEGY_CONFIGS;

const common = {
  reasoning: z.string().optional(),
  when: whenSchema.optional(),
  /** The highest goes first; entries of equal priority keep their order. */
  priority: z.number().optional(),
};

const entryOf = <N extends string, C extends z.ZodType>(name: N, config: C) =>
  z.strictObject({
    ...common,
    strategy: z.literal(name),
    config: config.prefault({} as z.input<C>),
  });

type EntryOf<N extends SimpleName> = N extends SimpleName
  ? {
      strategy: N;
      config: z.output<(typeof STRATEGY_CONFIGS)[N]>;
      reasoning?: string | undefined;
      when?: When | undefined;
      priority?: number | undefined;
    }
  : never;

export type SimpleEntry = EntryOf<SimpleName>;
export type SequenceEntry = {
  strategy: 'sequence';
  config: { steps: Entry[]; deadline: number };
  reasoning?: string | undefined;
  when?: When | undefined;
  priority?: number | undefined;
};

/** One recovery: a strategy, its configuration, and when it applies. */
export type Entry = SimpleEntry | SequenceEntry;
export type StrategyName = Entry['strategy'];
export type ConfigOf<N extends StrategyName> = Extract<Entry, { strategy: N }>['config'];

export const STRATEGIES = [
  ...(Object.keys(STRATEGY_CONFIGS) as SimpleName[]),
  'sequence',
] as const satisfies readonly StrategyName[];

export const entrySchema: z.ZodType<Entry> = z.lazy(() =>
  z.discriminatedUnion('strategy', [
    entryOf('fail_fast', STRATEGY_CONFIGS.fail_fast),
    entryOf('escalate_to_human', STRATEGY_CONFIGS.escalate_to_human),
    entryOf('retry_immediately', STRATEGY_CONFIGS.retry_immediately),
    entryOf('retry_fixed', STRATEGY_CONFIGS.retry_fixed),
    entryOf('wait_and_retry', STRATEGY_CONFIGS.wait_and_retry),
    entryOf('retry_linear_backoff', STRATEGY_CONFIGS.retry_linear_backoff),
    entryOf('retry_exponential_backoff', STRATEGY_CONFIGS.retry_exponential_backoff),
    entryOf('honor_retry_after', STRATEGY_CONFIGS.honor_retry_after),
    entryOf('hedge', STRATEGY_CONFIGS.hedge),
    z.strictObject({
      ...common,
      strategy: z.literal('timeout_override'),
      config: STRATEGY_CONFIGS.timeout_override,
    }),
    entryOf('idempotent_retry', STRATEGY_CONFIGS.idempotent_retry),
    entryOf('verify_then_retry', STRATEGY_CONFIGS.verify_then_retry),
    entryOf('fallback_stale', STRATEGY_CONFIGS.fallback_stale),
    z.strictObject({
      ...common,
      strategy: z.literal('fallback_static'),
      config: STRATEGY_CONFIGS.fallback_static,
    }),
    entryOf('compensate', STRATEGY_CONFIGS.compensate),
    entryOf('wait_half_open', STRATEGY_CONFIGS.wait_half_open),
    z.strictObject({
      ...common,
      strategy: z.literal('use_procedure'),
      config: STRATEGY_CONFIGS.use_procedure,
    }),
    z.strictObject({
      ...common,
      strategy: z.literal('sequence'),
      config: z.strictObject({
        /** Each goes on until it gives up, then the next one starts. */
        steps: z.array(entrySchema).min(1).max(20),
        /** Lab seconds since the failure that chose the sequence. */
        deadline: positiveSeconds.default(120),
      }),
    }),
  ]),
);

/** What an entry can be filed under: an exact condition, a class, or the tool's default. */
export const conditionKeySchema = z.union([
  conditionSchema,
  z.enum(['3xx', '4xx', '5xx', 'default']),
]);
