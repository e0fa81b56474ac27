import { z } from 'zod';
import { BREAKER_STATES, breakerSettingsSchema } from './breaker.ts';
import { EFFECTS, failureSchema } from './failure.ts';
import { seedSchema, timeScaleSchema } from './scenario.ts';
import { nameSchema } from './session.ts';

/** The tools of the order workflow, in the order in which they are needed. */
export const ORDER_STEPS = [
  'get_inventory',
  'find_pets_by_status',
  'place_order',
  'update_pet_status',
] as const;
export type OrderStep = (typeof ORDER_STEPS)[number];

/** What decides about recovery in one arm. */
export const policySchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('playbook'), name: nameSchema }),
  z.strictObject({ type: z.literal('none') }),
  /** Immediate retries of whatever failed, without looking at it. */
  z.strictObject({ type: z.literal('blind'), retries: z.number().int().min(0).max(100) }),
  /** The axios-retry package: `default` as its users set it, `exponential` with delay and Retry-After. */
  z.strictObject({
    type: z.literal('axios-retry'),
    retries: z.number().int().min(0).max(100).default(3),
    mode: z.enum(['default', 'exponential']).default('default'),
  }),
]);
export type Policy = z.infer<typeof policySchema>;

/** `POST /tasks`. All durations are seconds of lab time: real time multiplied by `timeScale`. */
export const taskRequestSchema = z
  .strictObject({
    /** One of the workflows of the agent; absent, and without an objective: `order`. */
    workflow: nameSchema.optional(),
    /** What is wanted, in a sentence; the workflow whose description fits is done. */
    objective: z.string().min(1).max(500).optional(),
    session: nameSchema,
    arm: nameSchema,
    policy: policySchema,
    /** Seeds the task's own jitter; nothing else is drawn at random. */
    seed: seedSchema.default(0),
    timeScale: timeScaleSchema.default(1),
    /** False switches the breaker off; absent leaves it to the playbook's settings. */
    breaker: z.union([z.literal(false), breakerSettingsSchema]).optional(),
    /** Absent leaves it to the playbook's settings. */
    deadlineS: z.number().positive().max(86_400).optional(),
    attemptTimeoutS: z.number().positive().max(3_600).optional(),
    traceparent: z.string().max(128).optional(),
  })
  .refine(({ workflow, objective }) => workflow === undefined || objective === undefined, {
    path: ['objective'],
    message: 'stands beside a workflow: give one of the two',
  });
export type TaskRequest = z.infer<typeof taskRequestSchema>;
export type TaskRequestInput = z.input<typeof taskRequestSchema>;

/** `POST /tasks` for a task that ended, or was killed, with something in doubt. */
export const resumeRequestSchema = z.strictObject({
  /** The id of the task. */
  resume: z.string().min(1).max(64),
  /** `finish` does what is left, or undoes what was done where that fails; `undo` only undoes. */
  how: z.enum(['finish', 'undo']).default('finish'),
});
export type ResumeRequest = z.infer<typeof resumeRequestSchema>;

/** What was decided after a failed attempt. `path` is the JSON path of the playbook entry that won. */
export const recoveryDecisionSchema = z.object({
  strategy: z.string(),
  path: z.string().nullable(),
  reason: z.string(),
  waitMs: z.number().min(0),
  rewrittenFrom: z.string().nullable(),
});
export type RecoveryDecision = z.infer<typeof recoveryDecisionSchema>;

/** One call on the wire, or one that the breaker or budget kept off it. Lab milliseconds. */
export const attemptTraceSchema = z.object({
  seq: z.number().int().min(1),
  step: z.string(),
  operation: z.string(),
  /** The ordinal sent as `Chaos-Attempt`; 0 where nothing was sent. */
  attempt: z.number().int().min(0),
  startedMs: z.number().min(0),
  /** Real milliseconds on the network. */
  networkMs: z.number().min(0),
  status: z.number().int().nullable(),
  condition: z.string(),
  effect: z.enum(EFFECTS),
  breaker: z.enum(BREAKER_STATES),
  idempotencyKey: z.string().nullable(),
  decision: recoveryDecisionSchema.nullable(),
});
export type AttemptTrace = z.infer<typeof attemptTraceSchema>;

/**
 * What is known of a write when its task is over: it never went out; it may stand (`in_doubt`); it
 * stands (`done`); it does not (`not_done`); it stood and was taken back (`undone`).
 */
export const WRITE_STATES = ['not_sent', 'in_doubt', 'done', 'not_done', 'undone'] as const;
export type WriteState = (typeof WRITE_STATES)[number];

export const writeReportSchema = z.object({
  step: z.string(),
  operation: z.string(),
  idempotencyKey: z.string().nullable(),
  state: z.enum(WRITE_STATES),
  /** Where it is in doubt: the tool that would show it, what to ask that, and what was sent. */
  check: z.object({ tool: z.string().nullable(), input: z.json(), sent: z.json() }).nullable(),
});
export type WriteReport = z.infer<typeof writeReportSchema>;

export const workflowCandidateSchema = z.object({ name: z.string(), score: z.number() });
export type WorkflowCandidate = z.infer<typeof workflowCandidateSchema>;

/** Which workflow a task does, who chose it, and how well it fits its objective. */
export const workflowChoiceSchema = z.object({
  name: z.string(),
  chosenBy: z.enum(['request', 'search', 'model']),
  score: z.number().nullable(),
  /** Every workflow that shares a word with the objective, best first. */
  candidates: z.array(workflowCandidateSchema),
});
export type WorkflowChoice = z.infer<typeof workflowChoiceSchema>;

export const OUTCOMES = ['success', 'failure', 'escalated'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const taskResultSchema = z.object({
  taskId: z.string(),
  session: nameSchema,
  arm: nameSchema,
  workflow: workflowChoiceSchema.optional(),
  /** The agent's claim; the ledger decides whether it is true. */
  outcome: z.enum(OUTCOMES),
  stepsCompleted: z.array(z.string()),
  stepsTotal: z.number().int(),
  failedStep: z.string().nullable(),
  failure: failureSchema.nullable(),
  /** Calls that went out on the wire, read-backs and compensations among them. */
  calls: z.number().int(),
  /** Calls beyond the first of each step. */
  retries: z.number().int(),
  firstTrySuccess: z.boolean(),
  /** Decided waits in lab ms, without the time on the network. */
  waitMs: z.number(),
  /** Lab ms from start to end: decided waits in full, the network as it was. */
  durationMs: z.number(),
  breaker: z.object({
    state: z.enum(BREAKER_STATES),
    opened: z.number().int(),
  }),
  rewrites: z.number().int(),
  /** Every effect that the task may have had, in the order in which they were first sent. */
  writes: z.array(writeReportSchema).default([]),
  playbook: z.object({ name: z.string(), version: z.string() }).nullable(),
  orderId: z.number().nullable(),
  petId: z.number().nullable(),
  trace: z.array(attemptTraceSchema),
});
export type TaskResult = z.infer<typeof taskResultSchema>;

/** One line of a streamed task (`Accept: application/x-ndjson`), in the order in which things happen. */
export const taskEventSchema = z.discriminatedUnion('event', [
  /** Comes first where the task has an objective. */
  z.object({ event: z.literal('workflow'), workflow: workflowChoiceSchema }),
  z.object({ event: z.literal('attempt'), attempt: attemptTraceSchema }),
  z.object({
    event: z.literal('decision'),
    /** The attempt that it answers. */
    seq: z.number().int().min(1),
    decision: recoveryDecisionSchema,
  }),
  z.object({ event: z.literal('result'), result: taskResultSchema }),
]);
export type TaskEvent = z.infer<typeof taskEventSchema>;

export const NDJSON_CONTENT_TYPE = 'application/x-ndjson';
