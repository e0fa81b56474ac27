import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import { headerValue, MAX_WHOLE_BYTES } from './answer.ts';
import type { WholeAnswer } from './whole-answer.ts';

const LIMIT = { maxOutputLength: MAX_WHOLE_BYTES };

/** The body behind its content encoding; undefined where the encoding is unknown or broken. */
export function decodedBody({ head, body }: WholeAnswer): Buffer | undefined {
  const encoding = headerValue(head.headers, 'content-encoding')?.trim().toLowerCase();
  try {
    switch (encoding) {
      case undefined:
      case '':
      case 'identity':
        return body;
      case 'gzip':
      case 'x-gzip':
        return gunzipSync(body, LIMIT);
      case 'deflate':
        return inflateSync(body, LIMIT);
      case 'br':
        return brotliDecompressSync(body, LIMIT);
      case 'zstd':
        return zstdDecompressSync(body, LIMIT);
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
}
