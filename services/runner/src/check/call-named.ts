import { BadInputError } from '../errors.ts';
import type { Address } from '../hunt/search/address.ts';

/** `reset@after at POST /orders #2`: a fault and the call that meets it. Throws BadInputError. */
export function callNamed(text: string): { readonly fault: string; readonly at: Address } {
  const match = /^(.+?) at (.+?)(?: #(\d+))?$/.exec(text.trim());
  if (match === null) {
    throw new BadInputError(
      `--only: ${text}: expected a fault and a call, such as "reset@after at POST /orders"`,
    );
  }
  const [, fault = '', operation = '', call] = match;
  return { fault, at: { operation, call: call === undefined ? 1 : Number(call), attempt: 1 } };
}
