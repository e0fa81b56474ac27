import type { FaultOf } from '@chaos-lab/contracts';

/** What is left of one budget; `resetS` is when it is full again, in seconds. */
type Left = { readonly limit: number; readonly remaining: number; readonly resetS: number };

export type QuotaReading = {
  readonly requests: Left | undefined;
  readonly tokens: Left | undefined;
  /** Seconds until a request is let through; 0 where this one is. */
  readonly retryAfterS: number;
};

/** The header fields in which a provider says what is left; `now` is Unix ms. Names and values in turn. */
export function quotaFields(
  style: FaultOf<'quota'>['style'],
  { requests, tokens, retryAfterS }: QuotaReading,
  now: number,
): string[] {
  const fields: string[] = [];
  for (const [what, left] of Object.entries({ requests, tokens })) {
    if (left === undefined) continue;
    const { limit, remaining, resetS } = left;
    if (style === 'anthropic') {
      const reset = new Date(now + resetS * 1_000).toISOString().replace(/\.\d+Z$/, 'Z');
      const name = `anthropic-ratelimit-${what}`;
      fields.push(`${name}-limit`, String(limit), `${name}-remaining`, String(remaining));
      fields.push(`${name}-reset`, reset);
    } else {
      fields.push(`x-ratelimit-limit-${what}`, String(limit));
      fields.push(`x-ratelimit-remaining-${what}`, String(remaining));
      fields.push(`x-ratelimit-reset-${what}`, duration(resetS));
    }
  }
  if (retryAfterS === 0) return fields;
  if (style !== 'anthropic') fields.push('retry-after-ms', String(Math.ceil(retryAfterS * 1_000)));
  return [...fields, 'retry-after', String(Math.ceil(retryAfterS))];
}

/** As OpenAI writes durations: `20ms`, `6s`, `6m0s`, `1h0m0s`. */
export function duration(seconds: number): string {
  if (seconds > 0 && seconds < 1) return `${Math.ceil(seconds * 1_000)}ms`;
  const whole = Math.ceil(seconds);
  const s = `${whole % 60}s`;
  if (whole < 60) return s;
  const m = `${Math.floor(whole / 60) % 60}m${s}`;
  return whole < 3_600 ? m : `${Math.floor(whole / 3_600)}h${m}`;
}
