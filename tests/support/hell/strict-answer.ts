/** What a client that reads strictly makes of the bytes of one connection. */
export type StrictAnswer = {
  readonly interim: readonly number[];
  readonly status: number;
  readonly line: string;
  /** Each field as its line says. */
  readonly fields: readonly string[];
  readonly body: Buffer;
  /** Whether the framing says that the body came to its end. */
  readonly whole: boolean;
  /** Bytes behind the answer. */
  readonly rest: Buffer;
};

const LINE = /^HTTP\/1\.[01] ([1-9][0-9]{2}) [\t\x20-\x7e\x80-\xff]*$/;
const FIELD = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t\x20-\x7e\x80-\xff]*$/;

/** Reads one final answer; undefined where there are no bytes at all. Throws for what is no HTTP. */
export function strictAnswer(
  bytes: Buffer,
  method: string,
  ended: 'fin' | 'rst' | 'none',
): StrictAnswer | undefined {
  const interim: number[] = [];
  let at = 0;
  for (;;) {
    if (at === bytes.length) return undefined;
    const end = bytes.indexOf('\r\n\r\n', at);
    if (end < 0) throw new Error(`no end of a head: ${quoted(bytes.subarray(at))}`);
    const [line = '', ...fields] = bytes.toString('latin1', at, end).split('\r\n');
    const status = Number(LINE.exec(line)?.[1]);
    if (Number.isNaN(status)) throw new Error(`no status line: ${quoted(bytes.subarray(at, end))}`);
    for (const field of fields) {
      if (!FIELD.test(field)) throw new Error(`no field: ${JSON.stringify(field)}`);
    }
    at = end + 4;
    if (status < 200) {
      interim.push(status);
      continue;
    }
    return {
      interim,
      status,
      line,
      fields,
      ...bodyOf(bytes.subarray(at), method, status, fields, ended),
    };
  }
}

function bodyOf(
  bytes: Buffer,
  method: string,
  status: number,
  fields: readonly string[],
  ended: string,
): Pick<StrictAnswer, 'body' | 'whole' | 'rest'> {
  const nothing = Buffer.alloc(0);
  if (method === 'HEAD' || status === 204 || status === 304) {
    return { body: nothing, whole: true, rest: bytes };
  }
  const lengths = valuesOf(fields, 'content-length');
  const codings = valuesOf(fields, 'transfer-encoding');
  if (lengths.length > 1 || codings.length > 1 || (lengths.length > 0 && codings.length > 0)) {
    throw new Error(`two framings: ${lengths.join()} ${codings.join()}`);
  }
  if (codings.length > 0) return chunks(bytes);
  if (lengths.length === 0) return { body: bytes, whole: ended === 'fin', rest: nothing };
  const length = Number(lengths[0]);
  return {
    body: bytes.subarray(0, length),
    whole: bytes.length >= length,
    rest: bytes.subarray(length),
  };
}

function chunks(bytes: Buffer): Pick<StrictAnswer, 'body' | 'whole' | 'rest'> {
  const parts: Buffer[] = [];
  const nothing = Buffer.alloc(0);
  const cut = (): Pick<StrictAnswer, 'body' | 'whole' | 'rest'> => ({
    body: Buffer.concat(parts),
    whole: false,
    rest: nothing,
  });
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return cut();
    const text = bytes.toString('latin1', at, lineEnd);
    // A client that takes this for a broken body has been told.
    if (!/^[0-9a-fA-F]{1,12}$/.test(text)) return cut();
    const size = Number.parseInt(text, 16);
    at = lineEnd + 2;
    if (size === 0) {
      if (bytes.toString('latin1', at, at + 2) === '\r\n') {
        return { body: Buffer.concat(parts), whole: true, rest: bytes.subarray(at + 2) };
      }
      const end = bytes.indexOf('\r\n\r\n', at);
      if (end < 0) return cut();
      return { body: Buffer.concat(parts), whole: true, rest: bytes.subarray(end + 4) };
    }
    parts.push(bytes.subarray(at, Math.min(at + size, bytes.length)));
    if (bytes.length < at + size + 2) return cut();
    at += size + 2;
  }
}

function valuesOf(fields: readonly string[], name: string): string[] {
  return fields
    .filter((field) => field.slice(0, field.indexOf(':')).toLowerCase() === name)
    .map((field) => field.slice(field.indexOf(':') + 1).trim());
}

function quoted(bytes: Buffer): string {
  return JSON.stringify(bytes.toString('latin1').slice(0, 120));
}
