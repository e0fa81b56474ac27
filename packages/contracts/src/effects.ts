import { z } from 'zod';
import { DEFAULT_ARM, nameSchema } from './session.ts';

/**
 * What a request that may change something came to at the upstream: `done`, answered with success;
 * `refused`, answered with something else; `uncertain`, sent without an answer; `unsent`.
 */
export const WRITE_EFFECTS = ['done', 'refused', 'uncertain', 'unsent'] as const;
export type WriteEffect = (typeof WRITE_EFFECTS)[number];

/** What became of one logical call that may change something, by what the proxy saw of it. */
export const CALL_VERDICTS = [
  /** No effect: refused, or never sent. */
  'none',
  /** At least one try was sent and not answered, and none is known to have been done. */
  'uncertain',
  'done-once',
  /** Done and taken back by the client: what it created was deleted again. */
  'undone',
  /** Done more than once, by tries that the upstream can know for one, with equal or replayed answers. */
  'protected',
  /** Done more than once. */
  'duplicate',
] as const;
export type CallVerdict = (typeof CALL_VERDICTS)[number];

/** What became of a run: the effects of its calls beside what the client says. */
export const RUN_VERDICTS = [
  /** The client has said nothing yet. */
  'unclaimed',
  'success',
  /** The client says that it failed, and nothing stands. */
  'clean-failure',
  'duplicate',
  /** The client says that it failed, and all is done. */
  'false-failure',
  /** The client says that it succeeded, and something is not done. */
  'false-success',
  /** The client says that it failed, and some of it is done. */
  'partial',
  /** What counts was sent and never answered. */
  'uncertain',
] as const;
export type RunVerdict = (typeof RUN_VERDICTS)[number];

/** A call that has an effect where nothing goes wrong. */
const expectedCallSchema = z.strictObject({
  operation: z.string().min(1),
  call: z.number().int().min(1).default(1),
});
export type ExpectedCall = z.infer<typeof expectedCallSchema>;

/** The client's word about one run: whether it says that it did what it was asked to do. */
export const claimSchema = z.strictObject({
  session: nameSchema,
  arm: nameSchema.default(DEFAULT_ARM),
  success: z.boolean(),
  /** The calls that a calm run does; without them the calls that the run tried stand for them. */
  expected: z.array(expectedCallSchema).max(1_000).optional(),
});
export type Claim = z.infer<typeof claimSchema>;
export type ClaimInput = z.input<typeof claimSchema>;

/** One claim, or many at once. */
export const claimsSchema = z.union([
  claimSchema,
  z.strictObject({ claims: z.array(claimSchema).min(1).max(10_000) }),
]);

/** One try of a call that may change something. */
export const triedSchema = z.object({
  /** Id of its record on the tape. */
  id: z.string(),
  attempt: z.number().int().min(1),
  /** How often the upstream answered it with success; a proxy that sends it twice can make it two. */
  done: z.number().int().min(0),
  effect: z.enum(WRITE_EFFECTS),
  upstreamStatus: z.number().int().nullable(),
  /** Whether the upstream said that its answer is that of an earlier try. */
  replayed: z.boolean(),
  /** Whether what it created was deleted again. */
  undone: z.boolean(),
  digest: z.string().nullable(),
  key: z.string().nullable(),
});

export const callEffectsSchema = z.object({
  operation: z.string(),
  call: z.number().int().min(1),
  verdict: z.enum(CALL_VERDICTS),
  /** What makes more than one effect harmless, where something does. */
  protection: z.enum(['idempotency-key', 'idempotent-method']).nullable(),
  /** Effects that stand, those of a protected call counted once. */
  effects: z.number().int().min(0),
  uncertain: z.number().int().min(0),
  tries: z.array(triedSchema),
});

/** Places of a body that differ from try to try, so that a retry may not be known for one. */
export const varyingBodySchema = z.object({
  operation: z.string(),
  /** JSON pointers; what `comparison` of a scenario can leave out. */
  places: z.array(z.string()),
  times: z.number().int().min(1),
  /** Whether the client said that these were tries of one call; else it only looks like it. */
  certain: z.boolean(),
});

export const runEffectsSchema = z.object({
  session: nameSchema,
  arm: nameSchema,
  verdict: z.enum(RUN_VERDICTS),
  /** Null where the client has said nothing. */
  claim: z.boolean().nullable(),
  /** Writes that are under way. */
  open: z.number().int().min(0),
  /** Tries, the oldest first, that were dropped to stay within the bound. */
  dropped: z.number().int().min(0),
  calls: z.array(callEffectsSchema),
  varying: z.array(varyingBodySchema),
});

/** The answer of `GET /effects`. */
export const effectsSchema = z.object({ runs: z.array(runEffectsSchema) });

export type Tried = z.infer<typeof triedSchema>;
export type CallEffects = z.infer<typeof callEffectsSchema>;
export type VaryingBody = z.infer<typeof varyingBodySchema>;
export type RunEffects = z.infer<typeof runEffectsSchema>;
