import { readdirSync, readFileSync } from 'node:fs';
import type { z } from 'zod';

/** A document of a run folder; undefined where it is missing, torn, or something else altogether. */
export function readAs<T>(schema: z.ZodType<T>, path: string): T | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** The names in a folder; none where there is no such folder. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
