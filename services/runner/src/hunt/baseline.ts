import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { BadInputError } from '../errors.ts';
import { parseValue } from '../experiment/documents/read-document.ts';
import type { Finding } from './findings.ts';

/** Causes that are known and do not fail a build. */
const baselineSchema = z.strictObject({
  v: z.literal(1),
  causes: z.array(z.strictObject({ id: z.string(), sentence: z.string() })),
});

/** The ids of a baseline file; none where there is no such file yet. Throws BadInputError. */
export function readBaseline(path: string | undefined): ReadonlySet<string> {
  if (path === undefined || !existsSync(path)) return new Set();
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new BadInputError(`${path}: is no JSON: expected a baseline of chaos-lab hunt`);
  }
  return new Set(parseValue(path, value, baselineSchema).causes.map(({ id }) => id));
}

export const baselineOf = (findings: readonly Finding[]) => ({
  v: 1 as const,
  causes: findings
    .map(({ cause: { id, sentence } }) => ({ id, sentence }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
});
