import { z } from 'zod';

export const positiveMs = z.number().positive().max(86_400_000);
const ms = z.number().min(0).max(86_400_000);
export const weight = z.number().min(0).finite().default(1);
export const beforeOrAfter = z.enum(['before', 'after']).optional();
export const during = z.literal('during').optional();

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

export const status = z.number().int().min(400).max(599);
export const retryAfter = z.strictObject({
  seconds: z.number().min(0).max(86_400),
  format: z.enum(['seconds', 'http-date']).default('seconds'),
});

/** Names and values that a response can carry: a line break would start another response. */
export const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'expected a header name');
export const headerValue = z
  .string()
  .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'expected one line of printable Latin-1');

/** Where a cut is placed: behind so many bytes of the body, or so many events that carry data. */
export const cutPlace = {
  afterBytes: z.number().int().min(0).optional(),
  afterEvents: z.number().int().min(0).optional(),
};

/** A check that at most one of these settings is given, and its message. */
export function onlyOneOf(
  ...names: readonly string[]
): [(fault: Readonly<Record<string, unknown>>) => boolean, string] {
  return [
    (fault) => names.filter((name) => fault[name] !== undefined).length <= 1,
    `expected at most one of ${names.join(', ')}`,
  ];
}
