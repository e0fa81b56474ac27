import {
  DEFAULT_ARM,
  DEFAULT_IDENTITY,
  DEFAULT_SESSION,
  HEADER,
  type Identity,
  NAME_PATTERN,
  type ProblemIssue,
  splitSessionPrefix,
} from '@chaos-lab/contracts';
import type { Cause } from '../ledger/effect-log.ts';
import { headerOf, type RequestHead } from './messages.ts';

const SESSION = HEADER.session.toLowerCase();
const ARM = HEADER.arm.toLowerCase();
const ATTEMPT = HEADER.attempt.toLowerCase();
const KEY = HEADER.idempotencyKey.toLowerCase();
const REQUEST_ID = HEADER.requestId.toLowerCase();

export type Addressed = { readonly identity: Identity; readonly url: string };

/** Who calls, from the path prefix or the headers, and the URL without the prefix. */
export function addressOf({ url, headers }: RequestHead): Addressed | ProblemIssue {
  if (url.startsWith('/~')) {
    const prefixed = splitSessionPrefix(url);
    if (prefixed === undefined) {
      const message = 'expected /~SESSION or /~SESSION@ARM with names of A-Z a-z 0-9 . _ -';
      return { path: url.split('/', 2).join('/'), message };
    }
    return { identity: prefixed.identity, url: prefixed.rest };
  }
  const session = headerOf(headers, SESSION);
  const arm = headerOf(headers, ARM);
  if (session === undefined && arm === undefined) return { identity: DEFAULT_IDENTITY, url };
  if (session !== undefined && !NAME_PATTERN.test(session)) return badName(HEADER.session);
  if (arm !== undefined && !NAME_PATTERN.test(arm)) return badName(HEADER.arm);
  return { identity: { session: session ?? DEFAULT_SESSION, arm: arm ?? DEFAULT_ARM }, url };
}

const badName = (path: string): ProblemIssue => ({
  path,
  message: 'expected 1 to 128 characters of A-Z a-z 0-9 . _ -',
});

/** The idempotency key of a request; undefined where it has none. */
export const keyOf = ({ headers }: RequestHead): string | undefined => headerOf(headers, KEY);

/** What is kept with every effect must not be as long as a client likes. */
const short = (text: string | undefined): string | undefined =>
  text === undefined || text.length > 128 ? undefined : text;

/** What the ledger writes down about the request behind an effect. */
export function causeOf(
  { headers }: RequestHead,
  operation: string,
  nextRequestId: () => string,
  at: number,
): Cause {
  const attempt = headerOf(headers, ATTEMPT);
  return {
    requestId: short(headerOf(headers, REQUEST_ID)) ?? nextRequestId(),
    operation,
    idempotencyKey: headerOf(headers, KEY) ?? null,
    attempt: attempt !== undefined && /^[1-9]\d{0,8}$/.test(attempt) ? Number(attempt) : null,
    traceparent: short(headerOf(headers, HEADER.traceparent)) ?? null,
    at,
  };
}
