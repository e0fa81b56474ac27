import { hash } from 'node:crypto';
import { canonicalJson, type LeftOut } from './canonical.ts';
import { isObject } from './json-pointer.ts';
import type { RequestContent } from './request-content.ts';

/** What makes two requests of one operation equal: method, target and what they carry. */
export type Digested = {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly content: RequestContent;
  readonly leftOut: LeftOut;
};

const CHARACTERS = 22;

/**
 * Equal for equal requests: a hash of method, target and canonical body; of JSON-RPC its method and
 * `params`, never its `id`. Undefined where there is a body that was not seen.
 */
export function digestOf({ method, target, content, leftOut }: Digested): string | undefined {
  if (content.state === 'unseen') return undefined;
  return hashOf(`${method}\n${target}\n${comparedBody(content, leftOut)}`);
}

/**
 * What stands in for the digest of a request whose body was not seen: its method, target and declared
 * length. Another request of just that length after a failed one is the same one in all but name.
 */
export function standIn({ method, target, content }: Digested): string | undefined {
  const length = content.headers['content-length'];
  return length === undefined ? undefined : hashOf(`unseen\n${method}\n${target}\n${length}`);
}

function comparedBody(content: RequestContent, leftOut: LeftOut): string {
  const { body, json } = content;
  if (body === undefined) return '';
  if (json !== undefined) {
    try {
      return canonicalJson(withoutId(json), leftOut);
    } catch (error) {
      // Nested more deeply than anybody's stack; its bytes will do.
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return body.toString('latin1');
}

function withoutId(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withoutId);
  if (!isObject(json) || json['jsonrpc'] !== '2.0') return json;
  return {
    method: json['method'],
    params: json['params'],
    result: json['result'],
    error: json['error'],
  };
}

function hashOf(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, CHARACTERS);
}
