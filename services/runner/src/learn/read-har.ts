import { z } from 'zod';
import { BadInputError } from '../errors.ts';
import type { ObservedCall, Recorded } from './observed-call.ts';

const entrySchema = z.object({
  startedDateTime: z.string(),
  time: z.number(),
  request: z.object({ method: z.string(), url: z.string() }),
  response: z.object({ status: z.number().int() }),
});

const harSchema = z.object({ log: z.object({ entries: z.array(z.unknown()) }) });

/** The calls of an HTTP Archive. Throws BadInputError where it is none. */
export function readHar(path: string, text: string): Recorded {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BadInputError(`${path}: not JSON: ${(error as Error).message}`);
  }
  const har = harSchema.safeParse(value);
  if (!har.success) throw new BadInputError(`${path}: no HAR: expected log.entries`);
  const calls: ObservedCall[] = [];
  const unread: number[] = [];
  for (const [index, entry] of har.data.log.entries.entries()) {
    const call = callOf(entry);
    if (call === undefined) unread.push(index + 1);
    else calls.push(call);
  }
  return { calls: calls.toSorted((a, b) => a.at - b.at), unread };
}

function callOf(value: unknown): ObservedCall | undefined {
  const entry = entrySchema.safeParse(value);
  if (!entry.success) return undefined;
  const { startedDateTime, time, request, response } = entry.data;
  const at = Date.parse(startedDateTime);
  const url = URL.parse(request.url);
  if (Number.isNaN(at) || url === null) return undefined;
  const durationMs = time >= 0 ? time : null;
  const { method } = request;
  return { at, method, path: url.pathname, status: Math.max(0, response.status), durationMs };
}
