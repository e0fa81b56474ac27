export type RetryAfterFormat = 'seconds' | 'http-date';

/**
 * The value of `Retry-After` for a wait in lab seconds, never shorter than the wait: whole seconds,
 * or the date that lies so many seconds after `now` (Unix ms).
 */
export function retryAfterValue(seconds: number, format: RetryAfterFormat, now: number): string {
  if (format === 'seconds') return String(Math.ceil(seconds));
  return new Date(Math.ceil(now / 1000 + seconds) * 1000).toUTCString();
}
