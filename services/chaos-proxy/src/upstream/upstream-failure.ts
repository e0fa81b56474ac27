import type { UpstreamFailure } from './forwarder.ts';

/** Raised where the upstream did not begin its answer in time. */
export class UpstreamTimeoutError extends Error {
  readonly code = 'UPSTREAM_TIMEOUT';

  constructor(ms: number) {
    super(`no answer within ${ms} ms`);
    this.name = 'UpstreamTimeoutError';
  }
}

/** Raised where the upstream leaves HTTP in an answer to a request that did not ask for it. */
export class UnaskedUpgradeError extends Error {
  readonly code = 'UNASKED_UPGRADE';

  constructor() {
    super('101 in answer to a request without Upgrade');
    this.name = 'UnaskedUpgradeError';
  }
}

/** Raised where the upstream reset the connection. */
export class UpstreamResetError extends Error {
  readonly code = 'UPSTREAM_RESET';

  constructor(cause: Error) {
    super('the connection was reset', { cause });
    this.name = 'UpstreamResetError';
  }
}

const ENDS: Readonly<Record<string, UpstreamFailure['end']>> = {
  ECONNREFUSED: 'upstream-refused',
  EHOSTUNREACH: 'upstream-refused',
  ENETUNREACH: 'upstream-refused',
  EADDRNOTAVAIL: 'upstream-refused',
  EACCES: 'upstream-refused',
  ENOTFOUND: 'upstream-unresolvable',
  EAI_AGAIN: 'upstream-unresolvable',
  EAI_FAIL: 'upstream-unresolvable',
  ETIMEDOUT: 'upstream-timeout',
  UPSTREAM_TIMEOUT: 'upstream-timeout',
  UND_ERR_CONNECT_TIMEOUT: 'upstream-timeout',
  UND_ERR_HEADERS_TIMEOUT: 'upstream-timeout',
  UND_ERR_BODY_TIMEOUT: 'upstream-timeout',
  UPSTREAM_RESET: 'upstream-reset',
  ECONNRESET: 'upstream-reset',
  ECONNABORTED: 'upstream-reset',
  EPIPE: 'upstream-reset',
  UND_ERR_SOCKET: 'upstream-reset',
  HPE_INVALID_EOF_STATE: 'upstream-reset',
};

/** What undici says of any answer that it cannot read to its end once it has seen a length. */
const SHORT = 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH';

/** Answers that undici does not take, told by its words alone: their code is that of a lost connection. */
const REFUSED: Readonly<Record<string, string>> = {
  'bad response': 'UNASKED_CONTINUE',
  'bad upgrade': 'UNASKED_UPGRADE',
};

/** Limits that a setting moves. */
const HEAD_TIMEOUTS: ReadonlySet<string> = new Set(['UPSTREAM_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT']);

const WORDS: Readonly<Record<UpstreamFailure['end'], string>> = {
  'upstream-refused': 'no connection could be made',
  'upstream-unresolvable': 'its name cannot be resolved',
  'upstream-timeout': 'it did not answer in time',
  'upstream-reset': 'it broke the connection',
  'upstream-invalid': 'it sent no valid HTTP, or none that can be trusted',
};

/**
 * Tells the ways apart in which an upstream fails, from the error of whatever client met it, before or
 * after the head of an answer that could be read.
 */
export function upstreamFailure(error: unknown, isHeadRead = false): UpstreamFailure {
  const code = codeOf(error);
  const end = code === SHORT && isHeadRead ? 'upstream-reset' : (ENDS[code] ?? 'upstream-invalid');
  const hint = HEAD_TIMEOUTS.has(code) ? '; --upstream-timeout-ms says how long it may take' : '';
  return { end, detail: `the upstream failed: ${WORDS[end]} (${code})${hint}` };
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return (error.code === 'UND_ERR_SOCKET' && REFUSED[error.message]) || error.code;
  }
  return 'unknown';
}
