import { z } from 'zod';

export const PHASES = ['before', 'after', 'during'] as const;
export type Phase = (typeof PHASES)[number];

const positiveMs = z.number().positive().max(86_400_000);
const ms = z.number().min(0).max(86_400_000);
const weight = z.number().min(0).finite().default(1);
const beforeOrAfter = z.enum(['before', 'after']).optional();
const during = z.literal('during').optional();

/** How long a delay is, in milliseconds of lab time; one uniform draw decides through the inverse CDF. */
export const delaySchema = z.discriminatedUnion('distribution', [
  z.strictObject({ distribution: z.literal('constant'), ms }),
  z
    .strictObject({ distribution: z.literal('uniform'), minMs: ms, maxMs: ms })
    .refine((d) => d.minMs <= d.maxMs, 'minMs must not be above maxMs'),
  z.strictObject({ distribution: z.literal('normal'), meanMs: ms, sdMs: ms }),
  z.strictObject({
    distribution: z.literal('lognormal'),
    medianMs: positiveMs,
    sigma: z.number().positive().max(10),
  }),
  z.strictObject({
    distribution: z.literal('pareto'),
    minMs: positiveMs,
    shape: z.number().positive().max(100),
  }),
]);
export type Delay = z.infer<typeof delaySchema>;

const status = z.number().int().min(400).max(599);
const retryAfter = z.strictObject({
  seconds: z.number().min(0).max(86_400),
  format: z.enum(['seconds', 'http-date']).default('seconds'),
});

/** Names and values that a response can carry: a line break would start another response. */
const headerName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'expected a header name');
const headerValue = z
  .string()
  .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'expected one line of printable Latin-1');

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
const truncate = z.strictObject({
  kind: z.literal('truncate'),
  weight,
  phase: during,
  /** Share of the body that gets through; without it the parameter draw decides. */
  fraction: z.number().min(0).lt(1).optional(),
  end: z.enum(['fin', 'rst']).default('fin'),
});
const malformedJson = z.strictObject({
  kind: z.literal('malformed-json'),
  weight,
  phase: during,
  mode: z.enum(['cut', 'broken']).default('cut'),
});
const stall = z.strictObject({
  kind: z.literal('stall'),
  weight,
  phase: during,
  afterBytes: z.number().int().min(0).default(0),
  capMs: positiveMs.default(60_000),
});
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
  body: z.json().optional(),
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
} as const satisfies Record<FaultKind, readonly [Phase, ...Phase[]]>;

export const FAULT_KINDS = Object.keys(FAULT_PHASES) as readonly FaultKind[];
