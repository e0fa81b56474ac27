// Not node:crypto, which no page has; the one of pages answers later, and most callers cannot wait.
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** The SHA-256 of all parts in their order, 32 bytes; text counts as UTF-8. */
export function sha256Of(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  const hash = sha256.create();
  for (const part of parts) hash.update(typeof part === 'string' ? utf8ToBytes(part) : part);
  return hash.digest();
}
