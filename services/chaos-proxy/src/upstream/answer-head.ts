import type { AnswerHead } from './forwarder.ts';
import { connectionNames, isHopByHop } from './hop-by-hop.ts';
import { reasonPhrase } from './reason-phrase.ts';

/** Raised where the body of an answer would be read in another way than it was sent. */
class InvalidFramingError extends Error {
  readonly code = 'INVALID_FRAMING';

  constructor(name: string, value: string) {
    super(`${name}: ${value} is a framing that cannot be passed on`);
    this.name = 'InvalidFramingError';
  }
}

const CONTENT_LENGTH = 'content-length';
const CONNECTION = 'connection';

/** The head of an answer from the raw fields of the upstream; throws InvalidFramingError. */
export function answerHead(status: number, reason: string, raw: readonly string[]): AnswerHead {
  const headers: string[] = [];
  let contentLength: number | null = null;
  let connection: string | undefined;
  let chunked = false;
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i] as string;
    const value = raw[i + 1] as string;
    if (isHopByHop(name)) {
      const lower = name.toLowerCase();
      if (lower === CONNECTION) connection = connection ? `${connection},${value}` : value;
      else if (lower === 'transfer-encoding') {
        // Any other coding would be lost with the field, and its bytes handed on as if they were none.
        if (chunked || value.toLowerCase() !== 'chunked')
          throw new InvalidFramingError(name, value);
        chunked = true;
      }
      continue;
    }
    if (name.length === CONTENT_LENGTH.length && name.toLowerCase() === CONTENT_LENGTH) {
      contentLength = Number(value);
      if (!Number.isSafeInteger(contentLength)) throw new InvalidFramingError(name, value);
    }
    headers.push(name, value);
  }
  const listed = connectionNames(connection);
  const head: AnswerHead = {
    status,
    reason: reasonPhrase(status, reason),
    headers,
    contentLength,
  };
  if (listed === undefined && !(chunked && contentLength !== null)) return head;
  return unlisted(head, listed ?? new Set(), chunked);
}

/** Without the fields that `Connection` listed, and without a length that chunked framing overrides. */
function unlisted(head: AnswerHead, listed: ReadonlySet<string>, chunked: boolean): AnswerHead {
  const headers: string[] = [];
  for (let i = 0; i + 1 < head.headers.length; i += 2) {
    const name = head.headers[i] as string;
    const lower = name.toLowerCase();
    if (listed.has(lower) || (chunked && lower === CONTENT_LENGTH)) continue;
    headers.push(name, head.headers[i + 1] as string);
  }
  return { ...head, headers, contentLength: chunked ? null : head.contentLength };
}
