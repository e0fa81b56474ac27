import type { Socket } from 'node:net';
import { type RawUpstream, startRawUpstream } from './raw-upstream.ts';

/** A request as its bytes say, read by a parser that knows nothing but the plain rules. */
export type Recorded = { readonly line: string; readonly headers: string[]; readonly body: string };

export type RecordingUpstream = RawUpstream & {
  readonly requests: Recorded[];
  /** Bytes that were no whole request. */
  readonly leftovers: () => string[];
};

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** Records what arrives on raw sockets, one entry a request, and answers each with 200. */
export async function startRecordingUpstream(): Promise<RecordingUpstream> {
  const requests: Recorded[] = [];
  const read = new Map<Socket, number>();
  const rest = new Map<Socket, string>();
  const upstream = await startRawUpstream((socket, text) => {
    let at = read.get(socket) ?? 0;
    for (let next = parse(text, at); next !== undefined; next = parse(text, at)) {
      requests.push(next.request);
      at = next.end;
      socket.write(OK);
    }
    read.set(socket, at);
    rest.set(socket, text.slice(at));
  });
  return {
    ...upstream,
    requests,
    leftovers: () => [...rest.values()].filter((text) => text !== ''),
  };
}

function parse(text: string, from: number): { request: Recorded; end: number } | undefined {
  const headEnd = text.indexOf('\r\n\r\n', from);
  if (headEnd < 0) return undefined;
  const [line = '', ...headers] = text.slice(from, headEnd).split('\r\n');
  const value = (name: string): string | undefined =>
    headers
      .find((field) => field.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim();
  const start = headEnd + 4;
  if (value('transfer-encoding') !== undefined) return parseChunks(text, start, line, headers);
  const end = start + Number(value('content-length') ?? 0);
  if (text.length < end) return undefined;
  return { request: { line, headers, body: text.slice(start, end) }, end };
}

function parseChunks(text: string, start: number, line: string, headers: string[]) {
  let body = '';
  for (let at = start; ; ) {
    const sizeEnd = text.indexOf('\r\n', at);
    if (sizeEnd < 0) return undefined;
    const size = Number.parseInt(text.slice(at, sizeEnd), 16);
    const next = sizeEnd + 2 + size + 2;
    if (text.length < next) return undefined;
    body += text.slice(sizeEnd + 2, sizeEnd + 2 + size);
    if (size === 0) return { request: { line, headers, body }, end: next };
    at = next;
  }
}
