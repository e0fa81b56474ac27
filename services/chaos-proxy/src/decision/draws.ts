import { hash } from 'node:crypto';

/** Four independent uniform numbers in [0, 1). */
export type Draws = readonly [number, number, number, number];

const TWO_21 = 2 ** 21;
const TWO_53 = 2 ** 53;

/**
 * The draws of version 1 of the fault decision: SHA-256 over seed, session, operation and attempt,
 * cut into four big-endian words of which the upper 53 bits count. See docs/reference/decision.md.
 */
export function draws(seed: number, session: string, operation: string, attempt: number): Draws {
  return uniforms(`chaos-lab/1\n${seed}\n${session}\n${operation}\n${attempt}`);
}

/** The four uniforms of any key. As latin1 text the digest comes four times as fast as in a Buffer. */
export function uniforms(key: string): Draws {
  const digest = hash('sha256', key, 'binary');
  return [word(digest, 0), word(digest, 8), word(digest, 16), word(digest, 24)];
}

/** `u64 >> 11` as hi·2^21 + lo>>>11: exact in a double, and no BigInt. */
function word(digest: string, at: number): number {
  return (uint32(digest, at) * TWO_21 + (uint32(digest, at + 4) >>> 11)) / TWO_53;
}

/** Four characters, one a byte, big-endian. */
function uint32(digest: string, at: number): number {
  const high = (digest.charCodeAt(at) << 8) | digest.charCodeAt(at + 1);
  const low = (digest.charCodeAt(at + 2) << 8) | digest.charCodeAt(at + 3);
  return high * 65_536 + low;
}
