/** Fields that concern one connection only, RFC 9110 section 7.6.1; in lower case. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
]);

// The lengths of those names: most fields are known to pass without being lower-cased.
const LENGTHS = new Set([...HOP_BY_HOP].map((name) => name.length));

// Framing and routing are the proxy's own business, whatever a client lists in `Connection`.
const NEVER_LISTED = new Set(['content-length', 'host', 'cache-control']);

export function isHopByHop(name: string): boolean {
  return LENGTHS.has(name.length) && HOP_BY_HOP.has(name.toLowerCase());
}

/** The further names that a `Connection` field makes hop-by-hop; undefined where it lists none. */
export function connectionNames(connection: string | undefined): Set<string> | undefined {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') {
    return undefined;
  }
  const names = connection
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && !NEVER_LISTED.has(name));
  return names.length > 0 ? new Set(names) : undefined;
}
