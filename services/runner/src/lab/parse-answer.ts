import { z } from 'zod';
import { LabFailureError } from '../errors.ts';
import { type HttpClient, jsonOrUndefined } from './http-client.ts';

/** Checks an answer of one of the lab's processes against the contract. */
export function parseAnswer<S extends z.ZodType>(
  schema: S,
  text: string,
  from: HttpClient,
): z.output<S> {
  const parsed = schema.safeParse(jsonOrUndefined(text));
  if (parsed.success) return parsed.data;
  const why = z.prettifyError(parsed.error).replaceAll(/\s*\n\s*/g, ' ');
  throw new LabFailureError(
    `${from.name} at ${from.url} sent an answer that does not fit the contract: ${why}`,
  );
}
