import { z } from 'zod';
import {
  beforeOrAfter,
  cutPlace,
  delaySchema,
  during,
  headerValue,
  onlyOneOf,
  positiveMs,
  weight,
} from './fault-parts.ts';

// Faults on event streams (`text/event-stream`) and on what a model answers, streamed or whole.

const events = z.number().int().min(0);
/** How a stream ends that ends too early: as a whole answer does, by FIN, or by RST. */
const end = z.enum(['clean', 'fin', 'rst']).default('clean');

export const sseCut = z
  .strictObject({
    kind: z.literal('sse-cut'),
    weight,
    phase: during,
    /** `text` and `tool-arguments` cut in the middle of such a piece, which still is a whole event. */
    at: z.enum(['between', 'text', 'tool-arguments']).default('between'),
    /** Events before the cut: 2, or with another `at` than `between` 0 pieces of that sort. */
    ...cutPlace,
    end,
  })
  .refine(...onlyOneOf('afterBytes', 'afterEvents'))
  .refine(
    ({ at, afterBytes }) => at === 'between' || afterBytes === undefined,
    'afterBytes cuts wherever the byte is: expected at "between", or afterEvents',
  );
export const sseError = z.strictObject({
  kind: z.literal('sse-error'),
  weight,
  phase: during,
  afterEvents: events.default(2),
  /** Name and data of the error event; without data that of the protocol that the stream speaks. */
  event: headerValue.min(1).optional(),
  data: z.json().optional(),
  end,
});
export const sseStall = z
  .strictObject({
    kind: z.literal('sse-stall'),
    weight,
    phase: during,
    /** 2 events unless a place is given. */
    ...cutPlace,
    /** Whether what keeps a stream open still comes, and how often. */
    pings: z.boolean().default(false),
    pingEveryMs: positiveMs.default(10_000),
    capMs: positiveMs.default(60_000),
  })
  .refine(...onlyOneOf('afterBytes', 'afterEvents'));
export const sseDropTerminator = z.strictObject({
  kind: z.literal('sse-drop-terminator'),
  weight,
  phase: during,
});
export const sseDuplicateEvent = z.strictObject({
  kind: z.literal('sse-duplicate-event'),
  weight,
  phase: during,
  /** Events before the one that comes twice. */
  afterEvents: events.default(2),
});
export const sseReorder = z.strictObject({
  kind: z.literal('sse-reorder'),
  weight,
  phase: during,
  /** Events before the two that change places. */
  afterEvents: events.default(2),
});
export const toolArgumentsCut = z.strictObject({
  kind: z.literal('tool-arguments-cut'),
  weight,
  phase: during,
  /** Share of the first piece of arguments that stays; without it the parameter draw decides. */
  fraction: z.number().min(0).lt(1).optional(),
});
export const toolCallDuplicate = z.strictObject({
  kind: z.literal('tool-call-duplicate'),
  weight,
  phase: during,
});
export const toolCallRename = z.strictObject({
  kind: z.literal('tool-call-rename'),
  weight,
  phase: during,
  /** The new name; without it the old one with `_v2` behind it. */
  name: z.string().min(1).max(128).optional(),
});
export const finishLength = z.strictObject({
  kind: z.literal('finish-length'),
  weight,
  phase: during,
  /** Pieces of text or arguments of a stream that get through; of a whole answer, half of each text. */
  afterEvents: events.default(1),
});
export const refusal = z.strictObject({
  kind: z.literal('refusal'),
  weight,
  phase: during,
  message: z.string().min(1).default("I can't help with that."),
});
export const jsonRpcError = z.strictObject({
  kind: z.literal('json-rpc-error'),
  weight,
  phase: beforeOrAfter,
  code: z.number().int().default(-32_603),
  message: z.string().default('Internal error'),
  data: z.json().optional(),
  /** Of the HTTP answer that carries it. */
  status: z.number().int().min(200).max(599).default(200),
});
export const toolError = z.strictObject({
  kind: z.literal('tool-error'),
  weight,
  phase: beforeOrAfter,
  message: z.string().default('The tool failed.'),
});
const budget = z.strictObject({
  limit: z.number().int().min(1),
  perMinute: z.number().positive(),
});
export const quota = z.strictObject({
  kind: z.literal('quota'),
  weight,
  phase: z.literal('before').optional(),
  /** Whose header fields say what is left. */
  style: z.enum(['anthropic', 'openai', 'azure-openai']),
  /** Requests at most, and how many come back in a minute of lab time. */
  requests: budget.optional(),
  /** Tokens at most; taken by the `usage` of each answer. */
  tokens: budget.optional(),
  /** A string goes out as it is; anything else as JSON. Without it: a problem document. */
  body: z.json().optional(),
});
export const slowFirstToken = z.strictObject({
  kind: z.literal('slow-first-token'),
  weight,
  phase: during,
  delay: delaySchema,
  capMs: positiveMs.default(60_000),
});
export const tokensPerSecond = z.strictObject({
  kind: z.literal('tokens-per-second'),
  weight,
  phase: during,
  /** Tokens in a second of lab time; four characters of text or arguments count as one. */
  tokensPerS: z.number().positive(),
});
