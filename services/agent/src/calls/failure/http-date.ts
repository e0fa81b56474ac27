/**
 * Unix ms of an HTTP-date (RFC 9110, 5.6.7), undefined where it is none. All three forms begin with the
 * name of a day and are in UTC; the obsolete asctime form does not say so, and Date.parse would take it
 * for local time.
 */
export function httpDate(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const trimmed = text.trim();
  if (!/^(?:mon|tue|wed|thu|fri|sat|sun)/i.test(trimmed)) return undefined;
  const zoned = /(?:GMT|UTC|[+-]\d{4})$/i.test(trimmed) ? trimmed : `${trimmed} GMT`;
  const at = Date.parse(zoned);
  return Number.isNaN(at) ? undefined : at;
}
