import { STATUS_CODES } from 'node:http';

/**
 * RFC 9112, 4, allows obs-text too, which is left out on purpose: a text in which a byte stands for
 * something else would be written as other bytes than came, a line end among them.
 */
const PHRASE = /^[\t\x20-\x7e]*$/;

/** The reason phrase as it came where it is visible ASCII, else the usual one of the status. */
export function reasonPhrase(status: number, phrase: string): string {
  return PHRASE.test(phrase) ? phrase : (STATUS_CODES[status] ?? '');
}
