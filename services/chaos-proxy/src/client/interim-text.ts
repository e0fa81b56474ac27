import { connectionNames, isHopByHop } from '../upstream/hop-by-hop.ts';
import type { RawHeaders } from '../upstream/forwarder.ts';
import { STATUS_CODES } from 'node:http';
import { areTransferable } from './answer-text.ts';

const FRAMING = new Set(['content-length', 'trailer']);

/**
 * A response before the final one in its bytes, end-to-end fields only; empty for one that the
 * client must not get: 100, which answers an `Expect` of this proxy's own asking, and 101, which
 * would change the protocol.
 */
export function interimText(status: number, headers: RawHeaders): string {
  if (status < 102 || status > 199 || !areTransferable(headers)) return '';
  const listed = connectionNames(connectionOf(headers));
  let text = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n`;
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i] as string;
    const lower = name.toLowerCase();
    if (isHopByHop(name) || FRAMING.has(lower) || listed?.has(lower)) continue;
    text += `${name}: ${headers[i + 1] as string}\r\n`;
  }
  return `${text}\r\n`;
}

function connectionOf(headers: RawHeaders): string | undefined {
  const values: string[] = [];
  for (let i = 0; i + 1 < headers.length; i += 2) {
    if (headers[i]?.toLowerCase() === 'connection') values.push(headers[i + 1] as string);
  }
  return values.length > 0 ? values.join(',') : undefined;
}
