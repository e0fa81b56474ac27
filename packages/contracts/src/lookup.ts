import { z } from 'zod';
import { EFFECTS } from './failure.ts';
import { nameSchema } from './session.ts';
import { entrySchema } from './strategy.ts';

/** `POST /lookup`: which entry would be used for this failure. */
export const lookupRequestSchema = z.strictObject({
  tool: z.string().min(1).max(64),
  /** A condition such as `503` or `timeout`, or any words that describe an error. */
  error: z.string().min(1).max(400),
  /** Absent: the agent's default playbook. */
  playbook: nameSchema.optional(),
  /** What `when` may ask about, beyond what the tool and the error say. */
  attempt: z.number().int().min(1).default(1),
  elapsedS: z.number().min(0).default(0),
  retryAfterS: z.number().min(0).nullable().default(null),
  effect: z.enum(EFFECTS).default('answered'),
  keySent: z.boolean().default(false),
  recentFailureRatio: z.number().min(0).max(1).default(0),
});
export type LookupRequest = z.infer<typeof lookupRequestSchema>;

/** How specific a match was, most specific first. */
export const LOOKUP_LEVELS = [
  'tool_exact',
  'tool_class',
  'tool_default',
  'any_exact',
  'any_class',
  'search',
  'llm',
  'default',
  'built_in',
] as const;
export type LookupLevel = (typeof LOOKUP_LEVELS)[number];

/** One place where an entry could have come from, and what was found there. */
export const candidateSchema = z.object({
  path: z.string(),
  result: z.enum(['won', 'absent', 'not_applicable', 'outranked', 'not_reached']),
  why: z.string(),
});
export type Candidate = z.infer<typeof candidateSchema>;

export const lookupAnswerSchema = z.object({
  playbook: z.object({ name: z.string(), version: z.string() }),
  entry: entrySchema,
  /** JSON path of the entry, or the article of the knowledge base; null for the built-in one. */
  path: z.string().nullable(),
  level: z.enum(LOOKUP_LEVELS),
  /** Rank of a full-text match. */
  score: z.number().nullable(),
  trace: z.array(candidateSchema),
});
export type LookupAnswer = z.infer<typeof lookupAnswerSchema>;
