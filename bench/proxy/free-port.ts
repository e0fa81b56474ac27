import { type AddressInfo, createServer } from 'node:net';

/** A loopback port that was free a moment ago, for programs that cannot be asked for port 0. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
