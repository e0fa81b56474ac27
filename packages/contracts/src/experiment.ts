import { z } from 'zod';
import { MAX_ARM_LENGTH } from './arm-name.ts';
import { breakerSettingsSchema } from './breaker.ts';
import { rateSchema, seedSchema, timeScaleSchema } from './scenario.ts';
import { nameSchema } from './session.ts';
import { policySchema } from './task.ts';

/** Ends the name of the arm that repeats the first one for the A/A check. */
export const TWIN_SUFFIX = '.aa';

const shortName = (max: number) =>
  nameSchema
    .max(max, `expected at most ${max} characters`)
    .regex(/^[A-Za-z0-9]/, 'expected a letter or digit at the start');

/** An arm of an experiment. Its name leaves room for the rate that joins it on the wire. */
export const armNameSchema = shortName(MAX_ARM_LENGTH);

/** An experiment or a run folder. Its name leaves room for the pair, and cannot lead out of a folder. */
export const runNameSchema = shortName(96);

/** One arm: a policy of the lab's agent, a program started once a run, or an HTTP agent elsewhere. */
export const armSchema = z.union([
  z.strictObject({
    name: armNameSchema,
    policy: policySchema,
    breaker: z.union([z.literal(false), breakerSettingsSchema]).optional(),
  }),
  z.strictObject({ name: armNameSchema, command: z.string().min(1) }),
  z.strictObject({
    name: armNameSchema,
    url: z.url({ protocol: /^https?$/ }),
    policy: policySchema.default({ type: 'none' }),
  }),
]);
export type Arm = z.infer<typeof armSchema>;

/** The verdicts that a hypothesis can be about. */
export const HYPOTHESIS_METRICS = ['verified_success', 'corrupted', 'false_failure'] as const;
export type HypothesisMetric = (typeof HYPOTHESIS_METRICS)[number];

export const hypothesisSchema = z.strictObject({
  arm: nameSchema,
  against: nameSchema,
  metric: z.enum(HYPOTHESIS_METRICS).default('verified_success'),
  direction: z.enum(['greater', 'less']).default('greater'),
  /** Smallest difference of proportions that counts; the interval must lie beyond it. */
  margin: z.number().min(0).max(1).default(0),
  /**
   * Rates at which it is claimed, all of them. Absent: it is claimed for the sweep, which at least
   * one rate above 0 must show and none contradict. p-values are Holm-adjusted over the rates.
   */
  rates: z.array(rateSchema).min(1).optional(),
});
export type Hypothesis = z.infer<typeof hypothesisSchema>;

export const stoppingSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('fixed') }),
  /**
   * Stops a rate once, for every hypothesis (or every arm against the first), the e-value on its
   * discordant pairs has reached 1/alpha.
   */
  z.strictObject({
    type: z.literal('e-value'),
    alpha: z.number().gt(0).lt(1).default(0.05),
    minPairs: z.number().int().min(1).default(50),
  }),
]);

/** A file under `assets/experiments`. */
export const experimentSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: runNameSchema,
    description: z.string().optional(),
    /** The name of a scenario under `assets/scenarios`, or a path to one. */
    scenario: z.string().min(1),
    rates: z.array(rateSchema).min(1),
    arms: z.array(armSchema).min(1),
    pairs: z.number().int().min(1).max(10_000_000),
    seed: seedSchema.default(42),
    concurrency: z.number().int().min(1).max(1_024).default(16),
    /**
     * An open loop: pairs begin at this pace, in lab seconds, all arms of one at once, whatever became
     * of those before, as long as fewer than `concurrency` pairs are under way. Absent: a closed loop, in
     * which the next pair begins when one is over and its arms run one after another.
     */
    arrivalsPerS: z.number().positive().max(10_000).optional(),
    timeScale: timeScaleSchema.default(1),
    deadlineS: z.number().positive().max(86_400).default(300),
    attemptTimeoutS: z.number().positive().max(3_600).optional(),
    hypotheses: z.array(hypothesisSchema).default([]),
    stopping: stoppingSchema.default({ type: 'fixed' }),
    /** Pairs a rate in which a twin of the first arm runs too: the A/A check. 0 leaves it out. */
    aaPairs: z.number().int().min(0).default(0),
    confidence: z.number().gt(0.5).lt(1).default(0.95),
  })
  .superRefine((experiment, context) => {
    const unique = (values: readonly unknown[], path: string) => {
      const seen = new Set<unknown>();
      values.forEach((value, index) => {
        if (seen.has(value)) {
          context.addIssue({
            code: 'custom',
            path: [path, index],
            message: `${JSON.stringify(value)} appears twice`,
          });
        }
        seen.add(value);
      });
    };
    unique(experiment.rates, 'rates');
    unique(
      experiment.arms.map((arm) => arm.name),
      'arms',
    );
    experiment.arms.forEach((arm, index) => {
      if (arm.name.endsWith(TWIN_SUFFIX)) {
        context.addIssue({
          code: 'custom',
          path: ['arms', index, 'name'],
          message: `"${TWIN_SUFFIX}" is kept for the twin of the A/A check`,
        });
      }
    });
    const names = new Set(experiment.arms.map((arm) => arm.name));
    experiment.hypotheses.forEach((hypothesis, index) => {
      for (const side of ['arm', 'against'] as const) {
        if (!names.has(hypothesis[side])) {
          context.addIssue({
            code: 'custom',
            path: ['hypotheses', index, side],
            message: `there is no arm "${hypothesis[side]}"`,
          });
        }
      }
    });
  });
export type Experiment = z.infer<typeof experimentSchema>;
export type ExperimentInput = z.input<typeof experimentSchema>;
