import {
  DEFAULT_ARM,
  DEFAULT_IDENTITY,
  DEFAULT_SESSION,
  HEADER,
  type Identity,
  NAME_PATTERN,
  type ProblemCode,
  splitSessionPrefix,
} from '@chaos-lab/contracts';
import type { RequestHead } from '../client/request-head.ts';

/** A request that may go on: who calls, and the URL without the prefix that said so. */
export type Admitted = {
  readonly identity: Identity;
  /** Whether a path prefix named the session, so that the upstream has no header for it. */
  readonly prefixed: boolean;
  readonly url: string;
  readonly attempt: number | undefined;
};

/** A request that is refused, and what was wrong with it. */
export type Refused = {
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
};

const SESSION = HEADER.session.toLowerCase();
const ARM = HEADER.arm.toLowerCase();
const ATTEMPT = HEADER.attempt.toLowerCase();
const ATTEMPT_PATTERN = /^[1-9][0-9]{0,8}$/;
const MAX_TARGET = 8_192;
const NAME_RULE = 'expected 1 to 128 characters of A-Z a-z 0-9 . _ -';

/** Reads who calls from the headers and the path prefix, and refuses what is ambiguous. */
export function admit(request: RequestHead): Admitted | Refused {
  const refused = refuseFraming(request);
  if (refused !== undefined) return refused;
  const { headers } = request;
  const target = isAboutServer(request) ? '*' : originForm(request.url ?? '/');
  if (target === undefined)
    return badRequest('the request target is neither a path nor an http URL');

  // A server may cut it off or take it for a part of the path; RFC 9112, 3.2, has none in a target.
  if (target.includes('#')) return badRequest('the request target has a fragment');

  // It is kept in counters and on the tape; RFC 9110, 4.1, asks for 8,000 bytes at least.
  if (target.length > MAX_TARGET) {
    const detail = `the request target is too long: expected at most ${MAX_TARGET} bytes`;
    return { status: 414, code: 'bad-request', detail };
  }

  const session = headers[SESSION] as string | undefined;
  const arm = headers[ARM] as string | undefined;
  if (session !== undefined && !NAME_PATTERN.test(session)) return badName(HEADER.session);
  if (arm !== undefined && !NAME_PATTERN.test(arm)) return badName(HEADER.arm);

  const given = headers[ATTEMPT] as string | undefined;
  if (given !== undefined && !ATTEMPT_PATTERN.test(given)) {
    return badRequest(`${HEADER.attempt} is not valid: expected a whole number of 1 or more`);
  }
  const attempt = given === undefined ? undefined : Number(given);

  if (!target.startsWith('/~')) {
    return { identity: identityOf(session, arm), prefixed: false, url: target, attempt };
  }
  const split = splitSessionPrefix(target);
  if (split === undefined) return badName('The session prefix of the path');
  const named = split.identity;
  const identity = named.arm === DEFAULT_ARM ? { ...named, arm: arm ?? DEFAULT_ARM } : named;
  return { identity, prefixed: true, url: split.rest, attempt };
}

function identityOf(session: string | undefined, arm: string | undefined): Identity {
  if (session === undefined && arm === undefined) return DEFAULT_IDENTITY;
  return { session: session ?? DEFAULT_SESSION, arm: arm ?? DEFAULT_ARM };
}

/** RFC 9112, 3.2.4: the one target that is no path, and for OPTIONS only. */
function isAboutServer({ method, url }: RequestHead): boolean {
  return method === 'OPTIONS' && url === '*';
}

/** The path and query; an absolute-form target loses its scheme and authority. */
function originForm(target: string): string | undefined {
  if (target.startsWith('/')) return target;
  const absolute = /^https?:\/\/[^/?#]*/i.exec(target);
  if (absolute === null) return undefined;
  const rest = target.slice(absolute[0].length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** What node's parser lets through although two servers might read it in two ways. */
function refuseFraming({ headers, rawHeaders, httpVersion }: RequestHead): Refused | undefined {
  if (httpVersion !== '1.1' && httpVersion !== '1.0') {
    const detail = `HTTP/${httpVersion} is not served: expected HTTP/1.1 or HTTP/1.0`;
    return { status: 505, code: 'bad-request', detail };
  }
  const coding = headers['transfer-encoding'];
  if (coding !== undefined) {
    if (httpVersion === '1.0') return badRequest('HTTP/1.0 has no Transfer-Encoding');
    if (coding.toLowerCase() !== 'chunked') {
      const detail = `Transfer-Encoding "${coding}" is not understood: expected chunked`;
      return { status: 501, code: 'bad-request', detail };
    }
  }
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts > 1 ? badRequest('more than one Host field') : undefined;
}

function badRequest(detail: string): Refused {
  return { status: 400, code: 'bad-request', detail };
}

function badName(where: string): Refused {
  return { status: 400, code: 'session-name', detail: `${where} is not valid: ${NAME_RULE}` };
}
