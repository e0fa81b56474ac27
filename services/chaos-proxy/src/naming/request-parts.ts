import { hash } from 'node:crypto';
import type { NamingPart } from '@chaos-lab/contracts';
import { canonicalJson } from './canonical.ts';
import { pointerParts, valueAt } from './json-pointer.ts';
import type { Asked } from './protocols/protocol.ts';

/** Reads one part of a request as a piece of a name. */
export type PartReader = (request: Asked) => string;

const ABSENT = '-';
const LONGEST = 64;
const HASHED = 10;

/** What a scenario's `by` names of a request: a header, a parameter of the query, a place in the body. */
export function partReader(part: NamingPart): PartReader {
  if ('header' in part) {
    const name = part.header.toLowerCase();
    return ({ content }) => piece(content.headers[name]);
  }
  if ('query' in part) return ({ query }) => piece(new URLSearchParams(query).get(part.query));
  const parts = pointerParts(part.body) ?? [];
  return ({ content }) => piece(valueAt(content.json, parts));
}

/** Long and unprintable values keep apart by their hash. */
function piece(value: unknown): string {
  if (value === undefined || value === null) return ABSENT;
  const text = typeof value === 'string' ? value : canonicalJson(value);
  if (text.length <= LONGEST && !/[\p{Cc}\u2028\u2029]/u.test(text)) return text;
  const head = text.slice(0, LONGEST - HASHED).replaceAll(/[\p{Cc}\u2028\u2029]/gu, '_');
  return `${head}~${hash('sha256', text, 'base64url').slice(0, HASHED)}`;
}
