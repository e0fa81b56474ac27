import { httpDate } from './http-date.ts';

/** Fields of an answer; names in lower case. */
export type RetryHeaders = Readonly<Record<string, string | undefined>>;

/** In milliseconds, as OpenAI and Azure write it: more exact than the standard field beside it. */
const IN_MS = ['retry-after-ms', 'x-ms-retry-after-ms'] as const;

/**
 * Seconds that an answer asks to wait, null where it asks for nothing that can be understood. A date
 * (RFC 9110, 10.2.3) is compared with the answer's own `Date`, since the server's clock may differ from
 * ours; `now` (Unix ms) is for an answer without one.
 */
export function retryAfterSeconds(headers: RetryHeaders, now: number): number | null {
  for (const name of IN_MS) {
    const ms = decimal(headers[name]);
    if (ms !== undefined) return ms / 1000;
  }
  const asked = headers['retry-after'];
  const seconds = decimal(asked);
  if (seconds !== undefined) return seconds;
  const at = httpDate(asked);
  return at === undefined ? null : Math.max(0, (at - (httpDate(headers['date']) ?? now)) / 1000);
}

function decimal(text: string | undefined): number | undefined {
  const trimmed = text?.trim();
  return trimmed !== undefined && /^\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : undefined;
}
