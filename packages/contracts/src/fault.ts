import { z } from 'zod';
import {
  beforeOrAfter,
  cutPlace,
  delaySchema,
  during,
  headerName,
  headerValue,
  onlyOneOf,
  positiveMs,
  retryAfter,
  status,
  weight,
} from './fault-parts.ts';
import {
  finishLength,
  jsonRpcError,
  quota,
  refusal,
  slowFirstToken,
  sseCut,
  sseDropTerminator,
  sseDuplicateEvent,
  sseError,
  sseReorder,
  sseStall,
  tokensPerSecond,
  toolArgumentsCut,
  toolCallDuplicate,
  toolCallRename,
  toolError,
} from './stream-fault.ts';

export { type Delay, delaySchema } from './fault-parts.ts';

export const PHASES = ['before', 'after', 'during'] as const;
export type Phase = (typeof PHASES)[number];

const httpError = z.strictObject({
  kind: z.literal('http-error'),
  weight,
  phase: beforeOrAfter,
  status: z.number().int().min(300).max(599),
  retryAfter: retryAfter.optional(),
  headers: z.record(headerName, headerValue).optional(),
  /** A string goes out as it is; anything else as JSON. Without it: a problem document. */
  body: z.json().optional(),
  contentType: headerValue.optional(),
});
const rateLimit = z.strictObject({
  kind: z.literal('rate-limit'),
  weight,
  phase: z.literal('before').optional(),
  /** Bucket size in requests, and its refill in requests per second of lab time. */
  limit: z.number().int().min(1),
  refillPerS: z.number().positive(),
  format: z.enum(['seconds', 'http-date']).default('seconds'),
});
const latency = z.strictObject({
  kind: z.literal('latency'),
  weight,
  phase: beforeOrAfter,
  delay: delaySchema,
  capMs: positiveMs.default(60_000),
});
const hang = z.strictObject({
  kind: z.literal('hang'),
  weight,
  phase: beforeOrAfter,
  capMs: positiveMs.default(60_000),
});
const reset = z.strictObject({ kind: z.literal('reset'), weight, phase: beforeOrAfter });
const close = z.strictObject({ kind: z.literal('close'), weight, phase: beforeOrAfter });
const truncate = z
  .strictObject({
    kind: z.literal('truncate'),
    weight,
    phase: during,
    /** Share of the body that gets through; without it, or a place, the parameter draw decides. */
    fraction: z.number().min(0).lt(1).optional(),
    ...cutPlace,
    end: z.enum(['fin', 'rst']).default('fin'),
  })
  .refine(...onlyOneOf('fraction', 'afterBytes', 'afterEvents'));
const malformedJson = z.strictObject({
  kind: z.literal('malformed-json'),
  weight,
  phase: during,
  mode: z.enum(['cut', 'broken']).default('cut'),
});
const stall = z
  .strictObject({
    kind: z.literal('stall'),
    weight,
    phase: during,
    ...cutPlace,
    capMs: positiveMs.default(60_000),
  })
  .refine(...onlyOneOf('afterBytes', 'afterEvents'));
const dribble = z.strictObject({
  kind: z.literal('dribble'),
  weight,
  phase: during,
  bytes: z.number().int().min(1).default(1),
  everyMs: positiveMs.default(100),
});
const bandwidth = z.strictObject({
  kind: z.literal('bandwidth'),
  weight,
  phase: during,
  bytesPerS: z.number().positive(),
});
const badFraming = z.strictObject({
  kind: z.literal('bad-framing'),
  weight,
  phase: during,
  variant: z.enum(['chunk-size', 'status-line']).default('chunk-size'),
});
const wrongValue = z.strictObject({ kind: z.literal('wrong-value'), weight, phase: during });
const schemaViolation = z.strictObject({
  kind: z.literal('schema-violation'),
  weight,
  phase: during,
});
const stale = z.strictObject({ kind: z.literal('stale'), weight, phase: during });
const htmlError = z.strictObject({
  kind: z.literal('html-error'),
  weight,
  phase: beforeOrAfter,
  status: status.default(502),
});
const emptyBody = z.strictObject({
  kind: z.literal('empty-body'),
  weight,
  phase: beforeOrAfter,
  status: z.number().int().min(200).max(599).default(200),
});
const errorIn200 = z.strictObject({
  kind: z.literal('error-in-200'),
  weight,
  phase: beforeOrAfter,
  /** A string goes out as it is; anything else as JSON. Without it: an error object. */
  body: z.json().optional(),
  contentType: headerValue.optional(),
});
const duplicate = z.strictObject({
  kind: z.literal('duplicate'),
  weight,
  phase: z.literal('after').optional(),
});

export const faultSchema = z.discriminatedUnion('kind', [
  httpError,
  rateLimit,
  latency,
  hang,
  reset,
  close,
  truncate,
  malformedJson,
  stall,
  dribble,
  bandwidth,
  badFraming,
  wrongValue,
  schemaViolation,
  stale,
  htmlError,
  emptyBody,
  errorIn200,
  duplicate,
  sseCut,
  sseError,
  sseStall,
  sseDropTerminator,
  sseDuplicateEvent,
  sseReorder,
  toolArgumentsCut,
  toolCallDuplicate,
  toolCallRename,
  finishLength,
  refusal,
  slowFirstToken,
  tokensPerSecond,
  quota,
  jsonRpcError,
  toolError,
]);

export type FaultSpec = z.infer<typeof faultSchema>;
export type FaultKind = FaultSpec['kind'];
export type FaultOf<K extends FaultKind> = Extract<FaultSpec, { kind: K }>;

/** The phases each kind can have; the first is its default. */
export const FAULT_PHASES = {
  'http-error': ['before', 'after'],
  'rate-limit': ['before'],
  latency: ['before', 'after'],
  hang: ['before', 'after'],
  reset: ['before', 'after'],
  close: ['before', 'after'],
  truncate: ['during'],
  'malformed-json': ['during'],
  stall: ['during'],
  dribble: ['during'],
  bandwidth: ['during'],
  'bad-framing': ['during'],
  'wrong-value': ['during'],
  'schema-violation': ['during'],
  stale: ['during'],
  'html-error': ['before', 'after'],
  'empty-body': ['before', 'after'],
  'error-in-200': ['before', 'after'],
  duplicate: ['after'],
  'sse-cut': ['during'],
  'sse-error': ['during'],
  'sse-stall': ['during'],
  'sse-drop-terminator': ['during'],
  'sse-duplicate-event': ['during'],
  'sse-reorder': ['during'],
  'tool-arguments-cut': ['during'],
  'tool-call-duplicate': ['during'],
  'tool-call-rename': ['during'],
  'finish-length': ['during'],
  refusal: ['during'],
  'slow-first-token': ['during'],
  'tokens-per-second': ['during'],
  quota: ['before'],
  'json-rpc-error': ['before', 'after'],
  'tool-error': ['before', 'after'],
} as const satisfies Record<FaultKind, readonly [Phase, ...Phase[]]>;

export const FAULT_KINDS = Object.keys(FAULT_PHASES) as readonly FaultKind[];
