import type { ListenAddress } from './listen.ts';

/** What a process says on stdout once every listener is up; one JSON line. */
export interface Announcement {
  readonly event: 'listening';
  readonly service: string;
  readonly pid: number;
  /** Base URL for each role, such as `traffic` and `admin`. */
  readonly [role: string]: string | number;
}

interface Output {
  readonly isTTY?: boolean;
  write(chunk: string): unknown;
}

/** Tells a waiting parent (JSON) or a person at a terminal (a sentence) where the process listens. */
export function announceListening(
  service: string,
  addresses: Readonly<Record<string, ListenAddress>>,
  output: Output = process.stdout,
): void {
  const urls = Object.entries(addresses).map(([role, { url }]) => [role, url] as const);
  if (output.isTTY === true) {
    output.write(`${service} is listening: ${urls.map((pair) => pair.join(' ')).join(', ')}\n`);
    return;
  }
  const announcement: Announcement = {
    event: 'listening',
    service,
    pid: process.pid,
    ...Object.fromEntries(urls),
  };
  output.write(`${JSON.stringify(announcement)}\n`);
}

/** Reads a line of a child's stdout; undefined for any line that is no announcement. */
export function parseAnnouncement(line: string): Announcement | undefined {
  if (!line.startsWith('{')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const isAnnouncement =
    typeof value === 'object' && value !== null && 'event' in value && value.event === 'listening';
  return isAnnouncement ? (value as Announcement) : undefined;
}
