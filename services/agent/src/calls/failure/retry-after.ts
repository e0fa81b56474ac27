/**
 * Seconds that a `Retry-After` header asks for (RFC 9110, 10.2.3): a decimal number, or an HTTP-date
 * compared with `now` (Unix ms). Null where the header is absent or neither.
 */
export function retryAfterSeconds(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  // Date.parse takes far more than HTTP-dates, bare numbers among them; all three forms of
  // RFC 9110 begin with the name of a day.
  if (!/^(?:mon|tue|wed|thu|fri|sat|sun)/i.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, (at - now) / 1000);
}
