import { z } from 'zod';
import type { Chosen } from './advisor.ts';
import { jsonIn } from './read-advice.ts';

const choiceSchema = z.object({ workflow: z.string().min(1).max(64) });

/** Reads a model's answer as the name of a workflow, or says why it is not used. */
export function readChoice(text: string): Chosen {
  const parsed = choiceSchema.safeParse(jsonIn(text));
  if (!parsed.success) return { type: 'refused', why: 'the answer names no workflow' };
  const { workflow: name } = parsed.data;
  return name === 'none' ? { type: 'none' } : { type: 'name', name };
}
