import { z } from 'zod';
import { experimentSchema, HYPOTHESIS_METRICS, hypothesisSchema } from './experiment.ts';
import { rateSchema, scenarioSchema } from './scenario.ts';
import { VERDICTS } from './truth.ts';

/** What a run folder holds. */
export const RUN_FILE = {
  manifest: 'manifest.json',
  results: 'results.csv',
  attempts: 'attempts.csv',
  tape: 'tape.ndjson',
  output: 'output.ndjson',
  summary: 'summary.json',
  metrics: 'metrics.prom',
} as const;

/** Everything needed to run an experiment again, written before the first run. */
export const manifestSchema = z.object({
  v: z.literal(1),
  experiment: experimentSchema,
  /** As the experiment names it, before the rates were put into it. */
  scenario: scenarioSchema,
  startedAt: z.iso.datetime(),
  /** SHA-256 in hex of what was read, by what it is: `scenario`, `playbook:NAME`. */
  hashes: z.record(z.string(), z.string()),
  versions: z.object({
    lab: z.string(),
    node: z.string(),
    revision: z.string().nullable(),
  }),
  machine: z.object({
    platform: z.string(),
    arch: z.string(),
    cpus: z.number().int(),
    cpuModel: z.string(),
    memoryBytes: z.number(),
  }),
  /** Where the services were; null where the lab started them itself. */
  services: z
    .object({
      agentUrl: z.string(),
      proxyUrl: z.string().nullable(),
      proxyAdminUrl: z.string(),
      petstoreAdminUrl: z.string(),
    })
    .nullable(),
  /** What every process ran with, by its name: resolved settings by their flags, without secrets. */
  settings: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  resumedAt: z.array(z.iso.datetime()),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** A proportion with its interval. */
export const proportionSchema = z.object({
  count: z.number().int(),
  n: z.number().int(),
  /** Null where n is 0. */
  ratio: z.number().nullable(),
  low: z.number(),
  high: z.number(),
});
export type Proportion = z.infer<typeof proportionSchema>;

/** A quantity over the runs of a cell, in lab ms; quantiles to two significant digits. */
export const distributionSchema = z.object({
  mean: z.number(),
  sd: z.number(),
  p50: z.number(),
  p90: z.number(),
  p99: z.number(),
  max: z.number(),
});
export type Distribution = z.infer<typeof distributionSchema>;

/** One arm at one rate. */
export const cellSchema = z.object({
  arm: z.string(),
  failure_rate: rateSchema,
  runs: z.number().int(),
  verdicts: z.record(z.enum(VERDICTS), z.number().int()),
  success: proportionSchema,
  claimed_success: z.number().int(),
  first_try_success: proportionSchema,
  /** Steps that were tried, whatever the number of calls each took. */
  logical_calls: z.number().int(),
  upstream_calls: z.number().int(),
  /** Upstream calls per logical call. */
  amplification: z.number().nullable(),
  retries: z.number().int(),
  inconsistencies: z.number().int(),
  duplicates: z.number().int(),
  orphans: z.number().int(),
  faults_injected: z.number().int(),
  breaker_opened: z.number().int(),
  rewrites: z.number().int(),
  timed_runs: z.number().int(),
  wait_ms: distributionSchema,
  duration_ms: distributionSchema,
});
export type Cell = z.infer<typeof cellSchema>;

/** One verdict in two arms over the same sessions at one rate. */
export const pairCountsSchema = z.object({
  arm: z.string(),
  against: z.string(),
  failure_rate: rateSchema,
  /** The verdict that is counted. */
  metric: z.enum(HYPOTHESIS_METRICS),
  pairs: z.number().int(),
  both: z.number().int(),
  /** Pairs in which only `arm` has the verdict. */
  b: z.number().int(),
  /** Pairs in which only `against` has the verdict. */
  c: z.number().int(),
  neither: z.number().int(),
});
export type PairCounts = z.infer<typeof pairCountsSchema>;

const countsByReason = z.record(z.string(), z.number().int());

/** Faults of one arm at one rate: asked for (the sum of the rates in force), decided, delivered. */
export const faultAuditSchema = z.object({
  arm: z.string(),
  failure_rate: rateSchema,
  /** Requests that something was decided about. */
  decisions: z.number().int(),
  expected: z.number(),
  decided: z.number().int(),
  /** Those that went out. */
  delivered: z.number().int(),
  /** Those that should have gone out and did not, by the reason. */
  undelivered: countsByReason,
  /** Those that had nothing to do to their request, by the reason. */
  inapplicable: countsByReason,
  /** Exact binomial, of the decided among the decisions. */
  p: z.number(),
});
export type FaultAudit = z.infer<typeof faultAuditSchema>;

/** A hypothesis at one rate: the difference of the two proportions, arm minus against. */
export const hypothesisRateSchema = z.object({
  failure_rate: rateSchema,
  pairs: z.number().int(),
  difference: z.number(),
  low: z.number(),
  high: z.number(),
  /** Adjusted over the rates of the hypothesis. */
  p: z.number(),
  standing: z.enum(['shown', 'contradicted', 'open']),
});
export const hypothesisResultSchema = z.object({
  hypothesis: hypothesisSchema,
  held: z.boolean(),
  rates: z.array(hypothesisRateSchema),
});
export type HypothesisResult = z.infer<typeof hypothesisResultSchema>;

/** What the lab looks at about itself, in the order in which it is said. */
export const LAB_CHECKS = ['delivered', 'undisturbed', 'alone', 'reached', 'time', 'aa'] as const;
export type LabCheckName = (typeof LAB_CHECKS)[number];

export const labCheckSchema = z.object({
  name: z.enum(LAB_CHECKS),
  /** False where it was not asked for, so that nothing can be said. */
  made: z.boolean(),
  passed: z.boolean(),
  /** A whole sentence with the numbers it rests on. */
  sentence: z.string(),
});
export type LabCheck = z.infer<typeof labCheckSchema>;

/** What acted on the lab and was no part of the experiment. */
export const disturbancesSchema = z.object({
  /** Standstills of a process that were long enough to matter. */
  pauses: z.number().int(),
  longest_ms: z.number(),
  /** The longest of them. */
  longest: z.array(
    z.object({ process: z.string(), kind: z.string(), from: z.number(), ms: z.number() }),
  ),
  runs_made_again: z.number().int(),
  /** Runs that a disturbance touched in their last try too. */
  runs_disturbed: z.number().int(),
  /** Runs at rate 0 that no fault met and that failed all the same. */
  failed_without_fault: z.number().int(),
});
export type Disturbances = z.infer<typeof disturbancesSchema>;

export const summarySchema = z.object({
  v: z.literal(1),
  experiment_id: z.string(),
  scenario: z.string(),
  /** True while the experiment runs and after one that did not reach its end. */
  partial: z.boolean(),
  /** Why it is partial, or `complete`. */
  state: z.enum(['running', 'interrupted', 'failed', 'complete']),
  planned_runs: z.number().int(),
  runs: z.number().int(),
  pairs_done: z.number().int(),
  elapsed_s: z.number(),
  confidence: z.number(),
  cells: z.array(cellSchema),
  comparisons: z.array(pairCountsSchema),
  /** The first arm against its twin; empty where the experiment asks for none. */
  aa: z.array(pairCountsSchema),
  fault_audit: z.array(faultAuditSchema),
  hypotheses: z.array(hypothesisResultSchema),
  /** Calls that a real failure of an upstream ended, which no fault asked for. */
  real_upstream_failures: z.number().int(),
  disturbances: disturbancesSchema,
  /** Who held the lab; null where nobody took it. */
  lease: z.object({ holder: z.string(), lost: z.boolean() }).nullable(),
  /** Arms that made a calm run through the proxy before anything was counted. */
  reached: z.array(z.string()),
  /** The time scale, and why a result at it is not to be believed; null where it changes nothing. */
  time: z.object({ scale: z.number(), problem: z.string().nullable() }),
  checks: z.array(labCheckSchema),
  /** Rates that sequential stopping ended, and after how many pairs. */
  stopped: z.array(z.object({ failure_rate: rateSchema, pairs: z.number().int(), e: z.number() })),
});
export type Summary = z.infer<typeof summarySchema>;
