import type { IncomingHttpHeaders } from 'node:http';

/** `none`: there is no body; `seen`: it is in memory whole; `unseen`: it is too long, or still coming. */
type BodyState = 'none' | 'seen' | 'unseen';

const NOT_READ = Symbol('not read');

/** What a request carries, parsed once and only where somebody asks. */
export class RequestContent {
  readonly state: BodyState;
  readonly body: Buffer | undefined;
  readonly headers: IncomingHttpHeaders;
  #json: unknown = NOT_READ;

  constructor(headers: IncomingHttpHeaders, body: Buffer | undefined) {
    this.headers = headers;
    if (body !== undefined && body.length > 0) {
      this.state = 'seen';
      this.body = body;
    } else {
      this.state = body === undefined && announcesBody(headers) ? 'unseen' : 'none';
      this.body = undefined;
    }
  }

  /** The media type in lower case, without parameters; empty where none is named. */
  get mediaType(): string {
    const type = this.headers['content-type'];
    if (type === undefined) return '';
    const end = type.indexOf(';');
    return (end === -1 ? type : type.slice(0, end)).trim().toLowerCase();
  }

  /** The body as JSON; undefined where it is none. */
  get json(): unknown {
    if (this.#json === NOT_READ) this.#json = this.#parse();
    return this.#json;
  }

  #parse(): unknown {
    const { body } = this;
    if (body === undefined || !startsAsJson(body)) return undefined;
    try {
      return JSON.parse(body.toString('utf8')) as unknown;
    } catch {
      return undefined;
    }
  }
}

function announcesBody(headers: IncomingHttpHeaders): boolean {
  if (headers['transfer-encoding'] !== undefined) return true;
  const length = headers['content-length'];
  return length !== undefined && Number(length) > 0;
}

const OBJECT = 0x7b;
const ARRAY = 0x5b;
const SPACES = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** Whatever its Content-Type says: clients often say none. Only objects and arrays have parts to look at. */
function startsAsJson(body: Buffer): boolean {
  let at = 0;
  while (at < body.length && SPACES.has(body[at] as number)) at += 1;
  return body[at] === OBJECT || body[at] === ARRAY;
}
