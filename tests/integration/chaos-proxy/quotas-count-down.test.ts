import { expect, test } from 'vitest';
import { recordsOf, startChaosProxy } from '../../support/chaos-proxy.ts';
import { WHOLE, STREAMS, streaming } from '../../support/model-streams.ts';
import { opened } from '../../support/opened.ts';
import { startUpstream } from '../../support/upstream.ts';

const keep = opened();
const ask = (url: string) => fetch(url, { method: 'POST', body: '{}' });

test('a quota takes the tokens that each answer counts, says what is left, and then refuses', async () => {
  const upstream = keep(
    await startUpstream((request, response) => {
      if (request.url === '/stream') streaming(STREAMS.anthropic)(request, response);
      else
        response
          .writeHead(200, { 'Content-Type': 'application/json' })
          .end(JSON.stringify(WHOLE.anthropic));
    }),
  );
  const proxy = keep(
    await startChaosProxy(upstream.url, {
      rules: [
        {
          faults: [
            {
              kind: 'quota',
              style: 'anthropic',
              requests: { limit: 100, perMinute: 1 },
              tokens: { limit: 40, perMinute: 0.001 },
              body: { type: 'error' },
            },
          ],
        },
      ],
    }),
  );
  const left = async (path: string) => {
    const answer = await ask(proxy.url + path);
    const body = await answer.text();
    const field = (what: string) => answer.headers.get(`anthropic-ratelimit-${what}-remaining`);
    return [answer.status, field('requests'), field('tokens'), body.length > 20];
  };
  // 9 tokens in and 12 out each: 40, 19, then two more than there are.
  expect(await left('/whole')).toEqual([200, '99', '40', true]);
  expect(await left('/stream')).toEqual([200, '98', '19', true]);
  expect(await left('/whole')).toEqual([429, '98', '0', false]);
  const refused = await ask(proxy.url);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
  await refused.text();

  const records = recordsOf(await (await fetch(`${proxy.adminUrl}/tape`)).text());
  expect(records.map(({ status, suppressed, usage }) => [status, suppressed, usage])).toEqual([
    [200, 'tokens-left', { input: 9, output: 12 }],
    [200, 'tokens-left', { input: 9, output: 12 }],
    [429, null, undefined],
    [429, null, undefined],
  ]);
  expect(records.map(({ parameters }) => parameters['violation'])).toEqual([
    false,
    false,
    false,
    true,
  ]);
  expect(proxy.unexpected).toEqual([]);
});

test('an answer that a fault takes away still counts on the tape', async () => {
  const upstream = keep(await startUpstream(streaming(STREAMS.anthropic)));
  const proxy = keep(
    await startChaosProxy(upstream.url, {
      rules: [{ faults: [{ kind: 'close', phase: 'after' }] }],
    }),
  );
  await expect(ask(proxy.url)).rejects.toThrow();
  await expect
    .poll(async () => recordsOf(await (await fetch(`${proxy.adminUrl}/tape`)).text()))
    .toMatchObject([{ usage: { input: 9, output: 12 }, reached: 'none' }]);
});
