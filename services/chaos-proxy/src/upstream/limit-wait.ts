import type { ClientRequest } from 'node:http';
import { UpstreamTimeoutError } from './upstream-failure.ts';

/**
 * Breaks a request whose answer does not begin within `timeoutMs` of its last byte (0: whenever it does). The time to
 * connect is limited by the agent.
 */
export function limitWait(request: ClientRequest, timeoutMs: number): void {
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => clearTimeout(timer);
  request.once('finish', () => {
    const expire = (): void => void request.destroy(new UpstreamTimeoutError(timeoutMs));
    if (timeoutMs > 0) timer = setTimeout(expire, timeoutMs);
  });
  for (const event of ['response', 'upgrade', 'close']) request.once(event, stop);
}
