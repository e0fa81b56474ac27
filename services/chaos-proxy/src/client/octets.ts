/** A table that holds 1 for each of the octets that `accepts` takes. */
function octets(accepts: (char: string) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, code) =>
    accepts(String.fromCharCode(code)) ? 1 : 0,
  );
}

/** RFC 9110, 5.6.2: what a field name is made of. */
export const TOKEN = octets((char) => /^[!#$%&'*+.^_`|~0-9A-Za-z-]$/.test(char));

/** Visible ASCII, space and tab. RFC 9110 allows more in a field value; here the rest is left alone. */
export const FIELD_VALUE = octets((char) => /^[\t\x20-\x7e]$/.test(char));

/** Visible ASCII without `#`, which no request target may have. */
export const TARGET = octets((char) => /^[\x21\x22\x24-\x7e]$/.test(char));

export const CR = 13;
export const LF = 10;
export const SPACE = 32;
export const TAB = 9;
export const COLON = 58;
export const SLASH = 47;
