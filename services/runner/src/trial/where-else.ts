import { createServer } from 'node:http';
import type { Host } from '../host.ts';
import { programClient } from './program-client.ts';

export type Lost = {
  readonly proxyUrl: string;
  readonly host: Pick<Host, 'open' | 'killGroup'>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly words: readonly string[];
};

const TIMEOUT_MS = 15_000;

/**
 * Runs a client that never came to the proxy once more, with `HTTP_PROXY` set to a server that refuses
 * everything and notes where it was to go. Says what was found, and what to do about it.
 */
export async function whereElse({ proxyUrl, host, env, words }: Lost): Promise<string> {
  const asked = new Set<string>();
  const server = createServer((request, response) => {
    asked.add(hostOf(request.url ?? ''));
    response.writeHead(502).end();
  });
  server.on('connect', (request, socket) => {
    asked.add(request.url ?? '');
    socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n');
  });
  const { url } = await host.open(server, { port: 0, host: '127.0.0.1', name: 'where else' });
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'];
  const extra = new Map([
    ...names.map((name) => [name, url] as const),
    ['NODE_USE_ENV_PROXY', '1'] as const,
    ['NO_PROXY', ''] as const,
    ['no_proxy', ''] as const,
  ]);
  const { killGroup } = host;
  try {
    const client = programClient({ command: words, env, extra, targetHasPath: true, killGroup });
    const place = { session: 'where-else', baseUrl: `${proxyUrl}/~where-else` };
    await client.run(place, { timeoutMs: TIMEOUT_MS, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    // Whatever it does now, what it asked for is what counts.
  } finally {
    server.closeAllConnections();
    server.close();
  }
  const hint = 'give the variable that it reads its base URL from, as --env API_URL={url}';
  if (asked.size > 0) return `it called ${[...asked].join(', ')} instead; ${hint}`;
  return `it got BASE_URL=${proxyUrl}/~SESSION; ${hint}`;
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);
