import type { Truth } from '@chaos-lab/contracts';
import { z } from 'zod';

/** What an oracle of somebody else says about one run; what it leaves out did not happen. */
const judgementSchema = z.object({
  effects: z.number().int().min(0),
  complete: z.boolean(),
  clean: z.boolean(),
  duplicates: z.number().int().min(0).default(0),
  orphans: z.number().int().min(0).default(0),
  lostUpdates: z.number().int().min(0).default(0),
});

/** Reads such a word; else what is wrong with it. */
export function judgementOf(text: string): Truth | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'no JSON';
  }
  const parsed = judgementSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  return z.prettifyError(parsed.error).replaceAll(/\s*\n\s*/g, ' ');
}

export const EXPECTED =
  'expected {"effects": 1, "complete": true, "clean": false, "duplicates": 0}';
