import type { ClientRequest } from 'node:http';
import type { UpgradeFlight } from './flight.ts';
import { writeHead } from './full-lane.ts';
import type { Target } from './target.ts';

/** Prepares the outgoing request of the package's `ws` pass and tells the call what comes of it. */
export function writeUpgradeHead(
  outgoing: ClientRequest,
  { outbound, events }: UpgradeFlight,
  target: Target,
): void {
  writeHead(outgoing, outbound, target);
  outgoing.setHeader('Connection', 'Upgrade');
  outgoing.setHeader('Upgrade', 'websocket');
  outgoing.once('upgrade', () => events.opened());
  outgoing.once('response', ({ statusCode }) => events.declined(statusCode ?? 0));
}
