import { DEFAULT_IDENTITY, type Identity } from '@chaos-lab/contracts';

const DEFAULT_KEY = keyOf(DEFAULT_IDENTITY);

/** What a session and arm are found by. */
export function sessionKey(identity: Identity): string {
  return identity === DEFAULT_IDENTITY ? DEFAULT_KEY : keyOf(identity);
}

/** A newline is in no name, so that the key is unambiguous. */
function keyOf({ session, arm }: Identity): string {
  return `${session}\n${arm}`;
}
