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

/** The four uniforms of any key. */
export function uniforms(key: string): Draws {
  const digest = hash('sha256', key, 'buffer');
  return [word(digest, 0), word(digest, 8), word(digest, 16), word(digest, 24)];
}

/** `u64 >> 11` as hi·2^21 + lo>>>11: exact in a double, and no BigInt. */
function word(digest: Buffer, offset: number): number {
  const high = digest.readUInt32BE(offset);
  const low = digest.readUInt32BE(offset + 4);
  return (high * TWO_21 + (low >>> 11)) / TWO_53;
}
