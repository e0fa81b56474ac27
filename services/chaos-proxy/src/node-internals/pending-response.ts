import { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * The response that a connection of node's server is waiting for. Node keeps it on the socket itself
 * and tells nobody: `clientError` comes with the socket only.
 */
export function pendingResponse(socket: Duplex): ServerResponse | undefined {
  const pending: unknown = Reflect.get(socket, '_httpMessage');
  return pending instanceof ServerResponse ? (pending as ServerResponse) : undefined;
}
