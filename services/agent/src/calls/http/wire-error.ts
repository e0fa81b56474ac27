import type { TransportCondition } from '@chaos-lab/contracts';
import { errors } from 'undici';

type WireCondition = Extract<
  TransportCondition,
  'connect_error' | 'timeout' | 'deadline_exceeded' | 'reset' | 'close' | 'truncated' | 'malformed'
>;

/** How far a request had come when it broke. */
export type WirePhase = 'connecting' | 'sent' | 'answering';

/** A request that ended without a whole HTTP response. */
export class WireError extends Error {
  readonly code: string;
  readonly condition: WireCondition;
  /** Whether any byte of the request can have reached the server. */
  readonly sent: boolean;

  constructor(condition: WireCondition, phase: WirePhase, message: string, code: string) {
    super(message);
    this.name = 'WireError';
    this.code = code;
    this.condition = condition;
    this.sent = phase !== 'connecting';
  }
}

/**
 * Names what broke a request, from undici's error code and how far the request had come. RST is
 * `reset`, FIN before any answer is `close`, either of them inside an answer is `truncated`.
 */
export function wireError(error: unknown, phase: WirePhase): WireError {
  if (error instanceof WireError) return error;
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  if (phase === 'connecting') return new WireError('connect_error', phase, message, code);
  if (error instanceof errors.HTTPParserError) {
    return new WireError('malformed', phase, message, PARSER_ERROR);
  }
  if (phase === 'answering') return new WireError('truncated', phase, message, code);
  // As node:http reports both, so that client libraries built for it know what they see.
  if (code === 'UND_ERR_SOCKET') return new WireError('close', phase, message, 'ECONNRESET');
  return new WireError('reset', phase, message, code);
}

/** What node:http calls it; undici often leaves its error without a code. */
const PARSER_ERROR = 'HPE_INVALID_CONSTANT';

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'ERR_UNKNOWN';
}
