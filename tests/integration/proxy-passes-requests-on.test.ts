import { afterEach, describe, expect, test } from 'vitest';
import { bodyOf, rawExchange, request } from '../support/raw-client.ts';
import { startUpstream } from '../support/upstream.ts';
import { startWireProxy } from '../support/wire-proxy.ts';

const open: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function setUp(options: Partial<Parameters<typeof startWireProxy>[0]> = {}) {
  const upstream = await startUpstream();
  const proxy = await startWireProxy({ target: upstream.url, ...options });
  open.push(proxy, upstream);
  return { upstream, proxy };
}

describe('a calm proxy', () => {
  test('gives the answer of the upstream', async () => {
    const { upstream, proxy } = await setUp();
    const answer = await fetch(`${proxy.url}/pet/7?x=1`, {
      method: 'POST',
      body: '{"a":1}',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ id: 7, name: 'rex' });
    expect(upstream.seen).toMatchObject([{ method: 'POST', url: '/pet/7?x=1' }]);
    expect(String(upstream.seen[0]?.body)).toBe('{"a":1}');
    await expect
      .poll(() => proxy.outcomes)
      .toMatchObject([{ end: 'complete', status: 200, upstreamStatus: 200 }]);
  });

  test.each(['/a%2Fb/../c', '/%7euser//x?q=%20%zz&&', '/a;b=1,2/?'])(
    'sends %s on byte for byte',
    async (path) => {
      const { upstream, proxy } = await setUp();
      const { text } = await rawExchange(
        proxy.port,
        request(`GET ${path} HTTP/1.1`, ['Connection: close']),
      );
      expect(text).toMatch(/^HTTP\/1\.1 200 /);
      expect(bodyOf(text)).toContain('rex');
      expect(upstream.seen[0]?.url).toBe(path);
    },
  );

  test('takes session and arm from the path prefix and cuts it', async () => {
    const { upstream, proxy } = await setUp({ headers: { labUpstream: true } });
    await fetch(`${proxy.url}/~s-1@arm.b/pet/7`);
    await fetch(`${proxy.url}/~s-2`);
    expect(proxy.facts.map(({ identity }) => identity)).toEqual([
      { session: 's-1', arm: 'arm.b' },
      { session: 's-2', arm: '-' },
    ]);
    expect(upstream.seen.map(({ url }) => url)).toEqual(['/pet/7', '/']);
    expect(upstream.seen[0]?.headers).toMatchObject({
      'chaos-session': 's-1',
      'chaos-arm': 'arm.b',
    });
  });

  test('keeps its own headers from an upstream that is not the lab', async () => {
    const { upstream, proxy } = await setUp();
    const headers = { 'chaos-session': 'x', 'chaos-arm': 'y', 'chaos-attempt': '2', 'x-own': 'z' };
    await fetch(proxy.url, { headers });
    expect(proxy.facts[0]).toMatchObject({ identity: { session: 'x', arm: 'y' }, attempt: 2 });
    const names = Object.keys(upstream.seen[0]?.headers ?? {});
    expect(names.filter((name) => name.startsWith('chaos'))).toEqual([]);
    expect(names).toContain('x-own');
  });

  test.each([
    ['Chaos-Session: no spaces', 'session-name'],
    ['Chaos-Arm: a/b', 'session-name'],
    ['Chaos-Attempt: 0', 'bad-request'],
  ])('refuses "%s" with a problem', async (header, code) => {
    const { upstream, proxy } = await setUp();
    const { text } = await rawExchange(proxy.port, request('GET / HTTP/1.1', [header]));
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text).toContain('application/problem+json');
    expect(JSON.parse(bodyOf(text))).toMatchObject({ type: `urn:chaos-lab:problem:${code}` });
    expect(upstream.seen).toEqual([]);
  });
});
