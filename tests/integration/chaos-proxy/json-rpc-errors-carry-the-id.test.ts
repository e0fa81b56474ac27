import { expect, test } from 'vitest';
import { opened } from '../../support/opened.ts';
import { startUpstream } from '../../support/upstream.ts';
import { type FaultInput, startWireProxy } from '../../support/wire-proxy.ts';

const keep = opened();
const call = (id: unknown) => ({ jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'x' } });

async function ask(fault: FaultInput, body: unknown) {
  const upstream = keep(await startUpstream((_request, response) => response.end('real')));
  const proxy = keep(await startWireProxy({ target: upstream.url, fault }));
  const answer = await fetch(proxy.url, { method: 'POST', body: JSON.stringify(body) });
  const text = await answer.text();
  await expect.poll(() => proxy.outcomes.length).toBe(1);
  return { status: answer.status, text, seen: upstream.seen.length, outcome: proxy.outcomes[0] };
}

test.each([7, 'a', null])('an error under the id %j', async (id) => {
  const met = await ask(
    { kind: 'json-rpc-error', code: -32_020, message: 'no', status: 400 },
    call(id),
  );
  expect(met).toMatchObject({ status: 400, seen: 0, outcome: { end: 'injected' } });
  expect(JSON.parse(met.text)).toEqual({
    jsonrpc: '2.0',
    id,
    error: { code: -32_020, message: 'no' },
  });
});

test('a tool that failed, although it has run', async () => {
  const met = await ask({ kind: 'tool-error', phase: 'after', message: 'no' }, call(1));
  expect(met).toMatchObject({ status: 200, seen: 1 });
  expect(JSON.parse(met.text)).toEqual({
    jsonrpc: '2.0',
    id: 1,
    result: { content: [{ type: 'text', text: 'no' }], isError: true },
  });
});

test('each request of a batch, and no notification', async () => {
  const note = { jsonrpc: '2.0', method: 'notifications/cancelled' };
  const met = await ask({ kind: 'json-rpc-error' }, [call(1), note, call(2)]);
  expect((JSON.parse(met.text) as { id: number }[]).map(({ id }) => id)).toEqual([1, 2]);
});

test.each(['before', 'after'])('what nobody could answer goes on: %s', async (phase) => {
  for (const body of [{ jsonrpc: '2.0', method: 'notifications/progress' }, [1], 'x']) {
    const met = await ask({ kind: 'json-rpc-error', phase }, body);
    expect(met).toMatchObject({ status: 200, text: 'real', seen: 1 });
    expect(met.outcome).toMatchObject({ end: 'complete', suppressed: 'no-json-rpc' });
  }
});
