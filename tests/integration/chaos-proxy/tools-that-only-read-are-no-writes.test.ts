import type { RunEffects } from '@chaos-lab/contracts';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ChaosProxy, startChaosProxy } from '../../support/chaos-proxy.ts';

let upstream: Server;
let proxy: ChaosProxy;

const TOOLS = [
  { name: 'search', annotations: { readOnlyHint: true } },
  { name: 'pay', annotations: { readOnlyHint: false } },
  { name: 'mystery' },
];

/** A server of MCP; `/stream` answers as a stream of events, `/changed` has thought better of it. */
beforeAll(async () => {
  upstream = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => {
      const { id, method } = JSON.parse(text) as { id: number; method: string };
      const tools = request.headers['x-changed'] === undefined ? TOOLS : [{ name: 'search' }];
      const result = method === 'tools/list' ? { tools } : { content: [] };
      const answer = JSON.stringify({ jsonrpc: '2.0', id, result });
      if (request.url !== '/stream') return response.end(answer);
      response.setHeader('Content-Type', 'text/event-stream');
      return response.end(`event: message\ndata: ${answer}\n\n`);
    });
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  const { port } = upstream.address() as AddressInfo;
  proxy = await startChaosProxy(`http://127.0.0.1:${port}`, { rules: [] });
});
afterAll(async () => {
  await proxy.close();
  upstream.closeAllConnections();
  upstream.close();
});

async function rpc(session: string, path: string, method: string, params = {}, headers = {}) {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  await (await fetch(`${proxy.url}/~${session}${path}`, { method: 'POST', headers, body })).text();
}
const use = (session: string, path: string, name: string) =>
  rpc(session, path, 'tools/call', { name, arguments: { n: 1 } });

async function written(session: string): Promise<string[]> {
  const answer = await fetch(`${proxy.adminUrl}/effects?session=${session}`);
  const { runs } = (await answer.json()) as { runs: RunEffects[] };
  return runs.flatMap(({ calls }) => calls.map(({ operation }) => operation));
}

test.each(['/mcp', '/stream'])('what %s lists with readOnlyHint is no write', async (path) => {
  const session = `hinted${path.replace('/', '-')}`;
  await rpc(session, path, 'tools/list');
  for (const { name } of TOOLS) await use(session, path, name);
  expect(await written(session)).toEqual(['tools/call:pay', 'tools/call:mystery']);
});

test('a hint holds for its session and its server only', async () => {
  await rpc('one', '/mcp', 'tools/list');
  await use('one', '/elsewhere', 'search');
  await use('other', '/mcp', 'search');
  expect(await written('one')).toEqual(['tools/call:search']);
  expect(await written('other')).toEqual(['tools/call:search']);
});

test('a hint ends where a later list has none, and with its session', async () => {
  await rpc('later', '/mcp', 'tools/list');
  await rpc('later', '/mcp', 'tools/list', {}, { 'x-changed': '1' });
  await use('later', '/mcp', 'search');
  expect(await written('later')).toEqual(['tools/call:search']);

  await rpc('drained', '/mcp', 'tools/list');
  const runs = [{ session: 'drained', arm: '-' }];
  const headers = { 'Content-Type': 'application/json' };
  const drain = { method: 'POST', headers, body: JSON.stringify({ runs }) };
  await (await fetch(`${proxy.adminUrl}/tape/drain`, drain)).text();
  await use('drained', '/mcp', 'search');
  expect(await written('drained')).toEqual(['tools/call:search']);
});

test('naming of the scenario has the last word', async () => {
  await rpc('named', '/mcp', 'tools/list');
  const naming = [{ match: { operation: 'tools/call:search' }, effect: 'write' }];
  const body = JSON.stringify({ rules: [], naming });
  expect((await fetch(`${proxy.adminUrl}/scenario`, { method: 'PUT', body })).status).toBe(200);
  await use('named', '/mcp', 'search');
  expect(await written('named')).toEqual(['tools/call:search']);
});
