import { sha256Of } from './sha256.ts';

/** Numbers from 0 (included) to 1 (not included), like Math.random but repeatable. */
export type Random = () => number;

/**
 * The small fast counting generator sfc32 (Chris Doty-Humphrey, PractRand 0.93): 128 bits of state,
 * shortest guaranteed cycle 2^32, average 2^127. The state is the first 96 bits of SHA-256 of the
 * seed's decimal or text plus a counter of 1, so near seeds share nothing. Not for secrets.
 */
export function seededRandom(seed: string | number): Random {
  const digest = new DataView(sha256Of(String(seed)).buffer);
  let a = digest.getInt32(0);
  let b = digest.getInt32(4);
  let c = digest.getInt32(8);
  let counter = 1;
  return () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4_294_967_296;
  };
}
