import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Listens on a free loopback port and prints it, so that whoever started this process knows it. */
export function announce(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    console.log(`port ${(server.address() as AddressInfo).port}`);
  });
}

/** The target that every candidate gets as its only argument. */
export function targetFromArguments(): URL {
  const target = process.argv[2];
  if (target === undefined) throw new Error('expected the URL of the upstream as first argument');
  return new URL(target);
}
