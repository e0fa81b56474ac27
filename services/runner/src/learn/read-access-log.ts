import type { ObservedCall, Recorded } from './observed-call.ts';

/**
 * A line of the Common or Combined Log Format (Apache, nginx), with the time of the request in
 * seconds at its end where it is logged: `0.123` or `rt=0.123`.
 */
const LINE =
  /^\S+ \S+ .*?\[(?<day>\d{2})\/(?<month>[A-Z][a-z]{2})\/(?<year>\d{4}):(?<time>\d{2}:\d{2}:\d{2}) (?<sign>[+-])(?<hours>\d{2})(?<minutes>\d{2})\] "(?<method>[A-Z]+) (?<target>\S+)[^"]*" (?<status>\d{3}) \S+(?<rest>.*)$/;
const SECONDS = /(?:^|\s)(?:[a-z_]+=)?"?(\d+\.\d+)"?$/;
const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** nginx logs 499 where the client went away first: nobody knows what it would have got. */
const CLIENT_CLOSED = 499;

/** The calls of an access log. */
export function readAccessLog(text: string): Recorded {
  const calls: ObservedCall[] = [];
  const unread: number[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const call = callOf(line);
    if (call === undefined) unread.push(index + 1);
    else calls.push(call);
  }
  return { calls: calls.toSorted((a, b) => a.at - b.at), unread };
}

function callOf(line: string): ObservedCall | undefined {
  const found = LINE.exec(line)?.groups;
  if (found === undefined) return undefined;
  const month = MONTHS.indexOf(found['month'] ?? '?') / 3;
  const status = Number(found['status']);
  if (!Number.isInteger(month) || month < 0 || status === CLIENT_CLOSED) return undefined;
  const day = `${found['year']}-${String(month + 1).padStart(2, '0')}-${found['day']}`;
  const zone = `${found['sign']}${found['hours']}:${found['minutes']}`;
  const at = Date.parse(`${day}T${found['time']}${zone}`);
  if (Number.isNaN(at)) return undefined;
  const seconds = SECONDS.exec(found['rest'] ?? '')?.[1];
  const target = found['target'] ?? '';
  return {
    at,
    method: found['method'] ?? '',
    path: URL.parse(target, 'http://log.invalid')?.pathname ?? target,
    status,
    durationMs: seconds === undefined ? null : Number(seconds) * 1000,
  };
}
