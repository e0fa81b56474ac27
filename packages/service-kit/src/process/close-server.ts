import type { Server } from 'node:http';

/**
 * Stops listening and waits for requests under way; idle connections are cut at once, all others
 * after `graceMs`. Resolves when the last connection is gone, also when the server never listened.
 */
export function closeServer(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(deadline);
      resolve();
    });
    server.closeIdleConnections();
  });
}
