import { expect, test } from 'vitest';
import { recordsOf, startChaosProxy } from '../../support/chaos-proxy.ts';
import { startUpstream } from '../../support/upstream.ts';

const all = (status: number) => ({
  name: `all-${status}`,
  seed: status,
  timeScale: status,
  rules: Array.from({ length: 20 }, (_, index) => ({
    name: `all-${status}`,
    match: index < 19 ? { path: `/not-${index}` } : {},
    faults: [{ kind: 'http-error', status }],
  })),
});

test('a scenario replaced while requests run: every request sees one version whole', async () => {
  const upstream = await startUpstream();
  const proxy = await startChaosProxy(upstream.url, { rules: [] });
  try {
    const put = async (status: number) => {
      const response = await fetch(`${proxy.adminUrl}/scenario`, {
        method: 'PUT',
        body: JSON.stringify(all(status)),
      });
      return (response.headers.get('etag') ?? '').replaceAll('"', '');
    };
    const versions = new Map([
      [await put(503), 503],
      [await put(418), 418],
    ]);
    const calls = new AbortController();
    const calling = Promise.all(
      Array.from({ length: 16 }, async (_, client) => {
        while (!calls.signal.aborted) {
          await fetch(`${proxy.url}/x`, { headers: { 'Chaos-Session': `c-${client}` } });
        }
      }),
    );
    for (let index = 0; index < 30; index += 1) await put(index % 2 === 0 ? 503 : 418);
    calls.abort();
    await calling;
    const records = recordsOf(await (await fetch(`${proxy.adminUrl}/tape`)).text());
    const seen = new Set(records.map(({ scenario }) => scenario));
    expect(seen).toEqual(new Set(versions.keys()));
    for (const { scenario, rule, status, draws, fault } of records) {
      const expected = versions.get(scenario ?? '');
      expect([rule, status, fault?.kind]).toEqual([`all-${expected}`, expected, 'http-error']);
      expect(draws).not.toBeNull();
    }
  } finally {
    await proxy.close();
    await upstream.close();
  }
});
