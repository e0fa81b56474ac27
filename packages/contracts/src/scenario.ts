import { z } from 'zod';
import { FAULT_KINDS, FAULT_PHASES, type FaultSpec, faultSchema, PHASES } from './fault.ts';
import { scheduleSchema } from './schedule.ts';

/** The largest seed: JavaScript's largest safe integer. */
export const MAX_SEED = 2 ** 53 - 1;
export const seedSchema = z.number().int().min(0).max(MAX_SEED);
export const rateSchema = z.number().min(0).max(1);
export const timeScaleSchema = z.number().positive().max(100_000);

/** A glob in which `*` stands for any run of characters; several are alternatives. */
const pattern = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

const pathPattern = pattern.refine(
  (given) => [given].flat().every((one) => !one.includes('?')),
  'a path has no query, so that this would match nothing: expected the query under "query"',
);

/** RFC 6901. */
const pointer = z
  .string()
  .regex(
    /^(?:\/(?:[^~/]|~[01])*)*$/,
    'expected a JSON pointer such as /order/id, or an empty text',
  );

const ordinal = z.number().int().min(1).max(1_000_000);
/** One number, several, or all from one to another. */
const ordinals = z.union([
  ordinal,
  z.array(ordinal).min(1).max(1_000),
  z
    .strictObject({ from: ordinal, to: ordinal.optional() })
    .refine(({ from, to }) => to === undefined || from <= to, 'from must not be above to'),
]);
export type Ordinals = z.infer<typeof ordinals>;

const CONDITIONS = {
  operation: pattern.optional(),
  method: pattern.optional(),
  path: pathPattern.optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** Parameters of the query; one that comes several times fits where any of its values does. */
  query: z.record(z.string(), z.string()).optional(),
  /** Values in a JSON body, by JSON pointer; numbers, booleans and null as JSON writes them. */
  body: z.record(pointer, z.string()).optional(),
  session: pattern.optional(),
  arm: pattern.optional(),
  /** Which logical calls of the operation. */
  call: ordinals.optional(),
  /** Which tries of the call. */
  attempt: ordinals.optional(),
};

export const matchSchema = z.strictObject({
  ...CONDITIONS,
  /** Only these of the requests of a session and arm that fit all else, counted from 1. */
  nth: ordinals.optional(),
  /** What must not fit as a whole. */
  not: z.strictObject(CONDITIONS).optional(),
});

/** A part of a request that becomes a part of its name. */
const namingPartSchema = z.union([
  z.strictObject({ header: z.string().min(1).max(128) }),
  z.strictObject({ query: z.string().min(1).max(128) }),
  z.strictObject({ body: pointer }),
]);
export type NamingPart = z.infer<typeof namingPartSchema>;

/** How requests are named that neither a document nor a protocol tells apart. */
export const namingSchema = z
  .strictObject({
    match: matchSchema.omit({ call: true, attempt: true, nth: true, not: true }).default({}),
    /** In place of the name that the request has without it. */
    operation: z
      .string()
      .regex(/^[^\p{Cc}]{1,128}$/u, 'expected 1 to 128 printable characters')
      .optional(),
    /** Parts of the request that are added to the name, each behind a colon. */
    by: z.array(namingPartSchema).min(1).max(8).optional(),
    /** Whether such a request may change something, where its method does not tell. */
    effect: z.enum(['read', 'write']).optional(),
  })
  .refine(
    ({ operation, by, effect }) => (operation ?? by ?? effect) !== undefined,
    'expected operation, by or effect',
  );
export type Naming = z.infer<typeof namingSchema>;

/** What does not count where two requests of an operation are compared. */
export const comparisonSchema = z.strictObject({
  operation: pattern.default('*'),
  /** JSON pointers into the body, in which `*` stands for any member or index. */
  leaveOut: z.array(pointer.min(1)).min(1).max(64),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** `sweep` stands for the rate of the experiment, or of `--rate`. */
export const sweepRateSchema = z.union([rateSchema, z.literal('sweep')]);

const phaseFits = (fault: FaultSpec, phase: string): boolean =>
  (FAULT_PHASES[fault.kind] as readonly string[]).includes(phase);

/** What ends a rule, or keeps it to some; without them it holds for all and for ever. */
const ruleLimits = {
  /** A rule that is off is passed over, and keeps its place. */
  enabled: z.boolean().optional(),
  /** Most faults of it in one session and arm. */
  times: z.number().int().min(1).max(1_000_000).optional(),
  /** When it ends, for everybody. */
  until: z.iso.datetime({ offset: true }).optional(),
  /** Share of the sessions that it holds for; the seed says which. */
  sessions: rateSchema.optional(),
};

function letsGoOn(fault: FaultSpec, rulePhase: string | undefined): boolean {
  return fault.kind === 'latency' && (fault.phase ?? rulePhase ?? 'before') === 'before';
}

export const ruleSchema = z
  .strictObject({
    name: z.string().min(1).max(64).optional(),
    match: matchSchema.default({}),
    rate: sweepRateSchema.default(1),
    /** The phase of every fault of the rule that names none itself and can have it. */
    phase: z.enum(PHASES).optional(),
    faults: z.array(faultSchema).min(1),
    schedule: scheduleSchema.optional(),
    ...ruleLimits,
    /**
     * Whether the rules behind it are tried too once its fault has fired, so that a request can be slow
     * and fail as well. Only for faults that let the request go on: a latency before.
     */
    then: z.enum(['stop', 'continue']).optional(),
  })
  .superRefine((rule, context) => {
    if (rule.then === 'continue' && !rule.faults.every((fault) => letsGoOn(fault, rule.phase))) {
      context.addIssue({
        code: 'custom',
        path: ['then'],
        message:
          'only a request that is delayed before can go on: expected faults of kind latency with phase before',
      });
    }
    if (rule.faults.reduce((sum, fault) => sum + fault.weight, 0) <= 0) {
      context.addIssue({
        code: 'custom',
        path: ['faults'],
        message: 'the weights sum to nothing: expected at least one weight above 0',
      });
    }
    const { phase } = rule;
    if (phase !== undefined && !rule.faults.some((fault) => phaseFits(fault, phase))) {
      context.addIssue({
        code: 'custom',
        path: ['phase'],
        message: `no fault of this rule can have the phase "${phase}"`,
      });
    }
  });

export const scenarioSchema = z.strictObject({
  $schema: z.string().optional(),
  name: z.string().min(1).max(64).default('unnamed'),
  description: z.string().optional(),
  /** What `sweep` means where no experiment sets it. */
  sweepRate: rateSchema.optional(),
  seed: seedSchema.optional(),
  timeScale: timeScaleSchema.optional(),
  /** Tried in order; the first whose `match` fits names the request. */
  naming: z.array(namingSchema).max(1_000).optional(),
  /** All that fit an operation count together. */
  comparison: z.array(comparisonSchema).max(1_000).optional(),
  /** Tried in order; the first whose `match` fits decides, with one draw, unless it says `then: continue`. */
  rules: z.array(ruleSchema).max(10_000),
  /** Whether responses carry `Chaos-Fault`; off so that an agent under test cannot see it. */
  revealFaults: z.boolean().default(false),
  /** Faults that a request may ask for itself through `Chaos-Fault-Request`. */
  requestedFaults: z
    .strictObject({
      kinds: z.array(z.enum(FAULT_KINDS as readonly [string, ...string[]])).min(1),
      maxDelayMs: z.number().positive().max(86_400_000).default(5_000),
    })
    .optional(),
});

export type Match = z.infer<typeof matchSchema>;
export type Rule = z.infer<typeof ruleSchema>;
export type Scenario = z.infer<typeof scenarioSchema>;
export type ScenarioInput = z.input<typeof scenarioSchema>;
