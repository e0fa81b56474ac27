/** Whether a host name or address, with or without brackets and port, means this machine only. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[([^\]]*)\](:\d*)?$/, '$1').toLowerCase();
  const bare = name.includes('::') ? name : name.replace(/:\d*$/, '');
  if (bare === 'localhost' || bare === '::1') return true;
  return /^(::ffff:)?127(\.\d{1,3}){3}$/.test(bare);
}
