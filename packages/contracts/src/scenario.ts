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

export const matchSchema = z.strictObject({
  operation: pattern.optional(),
  method: pattern.optional(),
  path: pattern.optional(),
  headers: z.record(z.string(), z.string()).optional(),
  session: pattern.optional(),
  arm: pattern.optional(),
});

/** `sweep` stands for the rate of the experiment, or of `--rate`. */
export const sweepRateSchema = z.union([rateSchema, z.literal('sweep')]);

const phaseFits = (fault: FaultSpec, phase: string): boolean =>
  (FAULT_PHASES[fault.kind] as readonly string[]).includes(phase);

export const ruleSchema = z
  .strictObject({
    name: z.string().min(1).max(64).optional(),
    match: matchSchema.default({}),
    rate: sweepRateSchema.default(1),
    /** The phase of every fault of the rule that names none itself and can have it. */
    phase: z.enum(PHASES).optional(),
    faults: z.array(faultSchema).min(1),
    schedule: scheduleSchema.optional(),
  })
  .superRefine((rule, context) => {
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
  /** Tried in order; the first whose `match` fits decides, with one draw. */
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
