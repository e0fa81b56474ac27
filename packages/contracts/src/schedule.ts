import { z } from 'zod';

const probability = z.number().min(0).max(1);
const positiveMs = z.number().positive().max(86_400_000);

/**
 * When a rule is in force. Schedules on ordinals (`burst`, `fail-first-n`, `every-nth`, `ramp` over
 * requests) repeat exactly; those on the session's clock are `timed`.
 */
export const scheduleSchema = z.discriminatedUnion('type', [
  /** Gilbert-Elliott on the session's request ordinal; the rule's rate holds in the bad state. */
  z.strictObject({
    type: z.literal('burst'),
    goodToBad: probability,
    badToGood: probability,
    goodRate: probability.default(0),
  }),
  /** Exponential up and down times, seeded by the session; the same windows in every arm. */
  z
    .strictObject({
      type: z.literal('outage'),
      meanDownMs: positiveMs,
      /** Either the mean time up, or the share of time that is down. */
      meanUpMs: positiveMs.optional(),
      downtime: z.union([probability, z.literal('sweep')]).optional(),
      startsDown: z.enum(['stationary', 'never', 'always']).default('stationary'),
    })
    .refine(
      (s) => (s.meanUpMs === undefined) !== (s.downtime === undefined),
      'expected exactly one of meanUpMs and downtime',
    ),
  z.strictObject({
    type: z.literal('flap'),
    upMs: positiveMs,
    downMs: positiveMs,
    offsetMs: z.number().min(0).default(0),
  }),
  z
    .strictObject({
      type: z.literal('ramp'),
      from: probability,
      to: probability,
      overMs: positiveMs.optional(),
      overRequests: z.number().int().min(1).optional(),
    })
    .refine(
      (s) => (s.overMs === undefined) !== (s.overRequests === undefined),
      'expected exactly one of overMs and overRequests',
    ),
  /** Once, from one time to another: a thing that happened, as `chaos-lab learn-scenario` finds it. */
  z
    .strictObject({
      type: z.literal('window'),
      fromMs: z.number().min(0).max(86_400_000),
      toMs: positiveMs,
      /** Whose first request begins the time. */
      scope: z.enum(['session', 'global']).default('session'),
    })
    .refine((s) => s.fromMs < s.toMs, 'fromMs must be below toMs'),
  z.strictObject({ type: z.literal('fail-first-n'), n: z.number().int().min(1) }),
  z.strictObject({
    type: z.literal('every-nth'),
    n: z.number().int().min(1),
    offset: z.number().int().min(0).default(0),
  }),
  /** A server of limited size: what does not fit into the queue meets the rule's faults. */
  z.strictObject({
    type: z.literal('capacity'),
    concurrency: z.number().int().min(1),
    queue: z.number().int().min(0).default(0),
    serviceTimeMs: positiveMs,
    scope: z.enum(['session', 'arm', 'global']).default('arm'),
    /** Share of the capacity that is gone inside the trigger window, on the scope's clock. */
    trigger: z
      .strictObject({
        startMs: z.number().min(0),
        durationMs: positiveMs,
        loss: z.union([probability, z.literal('sweep')]),
      })
      .optional(),
  }),
]);

export type Schedule = z.infer<typeof scheduleSchema>;
export type ScheduleType = Schedule['type'];
export type ScheduleOf<T extends ScheduleType> = Extract<Schedule, { type: T }>;
