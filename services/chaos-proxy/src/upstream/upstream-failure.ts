import type { UpstreamFailure } from './forwarder.ts';

/** Raised where the upstream did not begin its answer in time. */
export class UpstreamTimeoutError extends Error {
  readonly code = 'UPSTREAM_TIMEOUT';

  constructor(ms: number) {
    super(`no answer within ${ms} ms`);
    this.name = 'UpstreamTimeoutError';
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
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'upstream-reset',
  HPE_INVALID_EOF_STATE: 'upstream-reset',
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

/** Tells the ways apart in which an upstream fails, from the error of whatever client met it. */
export function upstreamFailure(error: unknown): UpstreamFailure {
  const code = codeOf(error);
  const end = ENDS[code] ?? 'upstream-invalid';
  const hint = HEAD_TIMEOUTS.has(code) ? '; --upstream-timeout-ms says how long it may take' : '';
  return { end, detail: `the upstream failed: ${WORDS[end]} (${code})${hint}` };
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return error.code;
  }
  return 'unknown';
}
