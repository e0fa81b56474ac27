import { createServer, request as send } from 'node:http';
import { addressOf, listen } from '@chaos-lab/service-kit';
import { describe, expect, it } from 'vitest';
import { opened } from '../../support/opened.ts';
import { rawExchange } from '../../support/raw-client.ts';
import { startUpstream, stop, type Upstream } from '../../support/upstream.ts';
import { startWireProxy } from '../../support/wire-proxy.ts';

const keep = opened();

/** Ways to name another host in a request; `evil` is its `host:port`. */
const ATTEMPTS: readonly (readonly [name: string, bytes: (evil: string) => string])[] = [
  ['an absolute URL', (evil) => head(`GET http://${evil}/ HTTP/1.1`, 'Host: lab.test')],
  ['a Host field', (evil) => head('GET / HTTP/1.1', `Host: ${evil}`)],
  ['X-Forwarded-Host', (evil) => head('GET / HTTP/1.1', 'Host: lab', `X-Forwarded-Host: ${evil}`)],
  ['Forwarded', (evil) => head('GET / HTTP/1.1', 'Host: lab', `Forwarded: host=${evil}`)],
  ['two slashes', (evil) => head(`GET //${evil}/ HTTP/1.1`, 'Host: lab')],
  ['backslashes', (evil) => head(`GET /\\\\${evil}/ HTTP/1.1`, 'Host: lab')],
  ['an at sign', (evil) => head(`GET @${evil}/ HTTP/1.1`, 'Host: lab')],
  ['a URL of another scheme', (evil) => head(`GET ftp://${evil}/ HTTP/1.1`, 'Host: lab')],
  ['an at sign behind a slash', (evil) => head(`GET /@${evil}/ HTTP/1.1`, 'Host: lab')],
  ['a prefix and two slashes', (evil) => head(`GET /~s@a//${evil}/ HTTP/1.1`, 'Host: lab')],
  ['user information', (evil) => head(`GET http://lab@${evil}/ HTTP/1.1`, 'Host: lab')],
  ['CONNECT', (evil) => head(`CONNECT ${evil} HTTP/1.1`, `Host: ${evil}`)],
  ['Proxy-Connection', (evil) => head(`GET http://${evil}/ HTTP/1.0`, 'Proxy-Connection: close')],
  [
    'an upgrade',
    (evil) =>
      head(`GET //${evil}/ HTTP/1.1`, `Host: ${evil}`, 'Connection: Upgrade', 'Upgrade: websocket'),
  ],
];

const head = (...lines: string[]): string =>
  `${lines.join('\r\n')}\r\n${lines.includes('Connection: Upgrade') ? '' : 'Connection: close\r\n'}\r\n`;

async function twoServers(): Promise<{ own: Upstream; evil: Upstream }> {
  return { own: keep(await startUpstream()), evil: keep(await startUpstream()) };
}

describe.each(['both', 'full'] as const)('through %s lanes', (lanes) => {
  it.each(ATTEMPTS)('%s leads to the one upstream or nowhere', async (_name, bytes) => {
    const { own, evil } = await twoServers();
    const proxy = keep(await startWireProxy({ target: own.url, lanes }));
    await rawExchange(proxy.port, bytes(new URL(evil.url).host));
    expect(evil.seen).toEqual([]);
    for (const { url, headers } of own.seen) {
      expect(headers.host).toBe(new URL(own.url).host);
      // An upstream that is a proxy itself would follow a target with a host in it.
      expect(url).toMatch(/^\//);
    }
  });

  it.each([
    ['CONNECT', 405],
    ['an at sign', 400],
    ['a URL of another scheme', 400],
  ])('%s is refused with %i', async (name, status) => {
    const { own, evil } = await twoServers();
    const proxy = keep(await startWireProxy({ target: own.url, lanes }));
    const bytes = new Map(ATTEMPTS).get(name)?.(new URL(evil.url).host) ?? '';
    expect((await rawExchange(proxy.port, bytes)).text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(own.seen).toEqual([]);
  });
});

it('a proxy that believed its clients would be found', async () => {
  const { own, evil } = await twoServers();
  const naive = createServer((incoming, response) => {
    send(new URL(incoming.url ?? '/', own.url), (answer) => answer.pipe(response)).end();
  });
  await listen(naive, { port: 0, host: '127.0.0.1', name: 'naive proxy' });
  keep({ close: () => stop(naive) });
  for (const name of ['an absolute URL', 'two slashes']) {
    const before = evil.seen.length;
    const bytes = new Map(ATTEMPTS).get(name)?.(new URL(evil.url).host) ?? '';
    await rawExchange(addressOf(naive).port, bytes);
    expect(evil.seen.length, name).toBe(before + 1);
  }
});
