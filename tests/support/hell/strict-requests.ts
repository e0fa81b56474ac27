/** A request as the strict reading of RFC 9112 gives it. */
export type StrictRequest = { readonly method: string; readonly body: string };

const LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) HTTP\/1\.([01])$/;
const FIELD = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*?)[ \t]*$/;

/** The requests that the bytes hold beyond doubt, in order; it stops at the first doubt. */
export function strictRequests(bytes: Buffer): StrictRequest[] {
  const text = bytes.toString('latin1');
  const found: StrictRequest[] = [];
  for (let at = 0; at < text.length; ) {
    const next = read(text, at);
    if (next === undefined) break;
    found.push(next.request);
    at = next.end;
  }
  return found;
}

function read(text: string, begin: number): { request: StrictRequest; end: number } | undefined {
  // RFC 9112, 2.2: an empty line before a request is to be ignored.
  let from = begin;
  while (text.startsWith('\r\n', from)) from += 2;
  const headEnd = text.indexOf('\r\n\r\n', from);
  if (headEnd < 0) return undefined;
  const [line = '', ...lines] = text.slice(from, headEnd).split('\r\n');
  const method = LINE.exec(line)?.[1];
  const fields = lines.map((field) => FIELD.exec(field));
  if (method === undefined || fields.includes(null)) return undefined;
  const values = (name: string): string[] =>
    fields.flatMap((field) => (field?.[1]?.toLowerCase() === name ? [field[2] ?? ''] : []));
  const codings = values('transfer-encoding');
  const lengths = values('content-length');
  const start = headEnd + 4;
  if (codings.length > 0) {
    if (codings.length > 1 || lengths.length > 0 || codings[0]?.toLowerCase() !== 'chunked')
      return undefined;
    return chunks(text, start, method);
  }
  if (new Set(lengths).size > 1 || !lengths.every((value) => /^\d{1,15}$/.test(value)))
    return undefined;
  const end = start + Number(lengths[0] ?? 0);
  if (end > text.length) return undefined;
  return { request: { method, body: text.slice(start, end) }, end };
}

function chunks(text: string, start: number, method: string) {
  let body = '';
  for (let at = start; ; ) {
    const lineEnd = text.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = /^([0-9a-fA-F]{1,8})(?:[ \t]*;[\t\x20-\x7e]*)?$/.exec(
      text.slice(at, lineEnd),
    )?.[1];
    if (size === undefined) return undefined;
    const length = Number.parseInt(size, 16);
    at = lineEnd + 2;
    if (length === 0) {
      for (;;) {
        const end = text.indexOf('\r\n', at);
        if (end < 0) return undefined;
        if (end === at) return { request: { method, body }, end: end + 2 };
        if (!FIELD.test(text.slice(at, end))) return undefined;
        at = end + 2;
      }
    }
    if (text.slice(at + length, at + length + 2) !== '\r\n') return undefined;
    body += text.slice(at, at + length);
    at += length + 2;
  }
}
