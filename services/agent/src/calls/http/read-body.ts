import type { z } from 'zod';

export type ReadBody =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly condition: 'malformed' | 'schema_mismatch';
      readonly message: string;
    };

/** Reads the text of a 2xx answer as JSON of the expected shape. No body at all reads as undefined. */
export function readBody(text: string, schema: z.ZodType): ReadBody {
  let json: unknown;
  if (text !== '') {
    try {
      json = JSON.parse(text);
    } catch {
      const message = `the body is not JSON: ${JSON.stringify(text.slice(0, 80))}`;
      return { ok: false, condition: 'malformed', message };
    }
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, value: parsed.data };
  if (text === '') return { ok: false, condition: 'malformed', message: 'the body is empty' };
  const issue = parsed.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? 'body' : issue.path.join('.');
  return {
    ok: false,
    condition: 'schema_mismatch',
    message: `${where}: ${issue?.message ?? 'not as described'}`,
  };
}
