import { taskRequestSchema, workflowChoiceSchema, WRITE_STATES } from '@chaos-lab/contracts';
import { z } from 'zod';

const id = z.string();
const settled = z.enum(WRITE_STATES).exclude(['in_doubt']);

/** One line of the journal, a JSON object. */
export const recordSchema = z.discriminatedUnion('type', [
  /** A task is about to write for the first time. */
  z.object({
    type: z.literal('task'),
    id,
    request: taskRequestSchema,
    choice: workflowChoiceSchema,
    facts: z.record(z.string(), z.unknown()),
    done: z.array(z.string()),
  }),
  z.object({
    type: z.literal('facts'),
    id,
    facts: z.record(z.string(), z.unknown()),
    done: z.array(z.string()),
  }),
  /** What is known of a write from here on. */
  z.object({
    type: z.literal('write'),
    id,
    write: z.number().int().min(1),
    step: z.string(),
    tool: z.string(),
    input: z.unknown(),
    idempotencyKey: z.string().nullable(),
    known: z.object({ settled, open: z.number().int(), undoing: z.number().int() }),
    output: z.unknown().optional(),
  }),
  /** Nothing of the task is in doubt. */
  z.object({ type: z.literal('end'), id }),
]);
export type JournalRecord = z.infer<typeof recordSchema>;
export type WriteRecord = Extract<JournalRecord, { type: 'write' }>;
