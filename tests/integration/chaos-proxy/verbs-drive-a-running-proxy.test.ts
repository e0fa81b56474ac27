import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createControlPlane } from '@chaos-lab/client';
import { addressOf, listen, runMain } from '@chaos-lab/service-kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  isRemoteVerb,
  remoteCommand,
} from '../../../services/chaos-proxy/src/remote/remote-command.ts';
import { type ChaosProxy, startChaosProxy } from '../../support/chaos-proxy.ts';
import { startUpstream, stop, type Upstream } from '../../support/upstream.ts';

let upstream: Upstream;
let proxy: ChaosProxy;
beforeAll(async () => {
  upstream = await startUpstream();
  proxy = await startChaosProxy(
    upstream.url,
    { name: 'base', rules: [] },
    {
      admin: { host: '127.0.0.1', token: 'secret' },
    },
  );
});
afterAll(async () => {
  await proxy.close();
  await upstream.close();
});

/** A command line as a shell gives it; what it printed, and how it ended. */
async function ran(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const seen = { out: '', err: '', code: -1 };
  await runMain('chaos-proxy', (context) => remoteCommand(argv, context.env, context), {
    argv,
    env: { CHAOS_ADMIN_URL: proxy.adminUrl, ADMIN_TOKEN: 'secret', ...env },
    readFile: (path) => readFileSync(path, 'utf8'),
    stdout: { write: (text) => (seen.out += text) },
    stderr: { write: (text) => (seen.err += text) },
    exit: (code) => (seen.code = code),
  });
  return seen;
}
const status = async (path = '/x', session = 's') =>
  (await fetch(`${proxy.url}${path}`, { headers: { 'Chaos-Session': session } })).status;

describe('a rule', () => {
  test('is added from words, listed with what it did, switched, changed and removed', async () => {
    const words = ['--operation', 'GET /x', '--faults', 'http-503', '--times', '5'];
    expect(await ran(['rule', 'add', 'down', ...words])).toMatchObject({ code: 0 });
    expect(await status()).toBe(503);
    expect((await ran(['rule', 'list'])).out).toBe('on   down  decided 1, fired 1, delivered 1\n');
    expect((await ran(['rule', 'off', 'down'])).out).toMatch(/^off  down/);
    expect(await status()).toBe(200);
    await ran(['rule', 'on', 'down']);
    await ran(['rule', 'set', 'down', '{"faults": [{"kind": "http-error", "status": 418}]}']);
    expect(await status()).toBe(418);
    expect(await ran(['rule', 'remove', 'down'])).toMatchObject({ out: 'down is gone\n', code: 0 });
    expect(await status()).toBe(200);
  });

  test('that the proxy refuses is told in one line, with what was expected', async () => {
    const refused = await ran(['rule', 'set', 'none', '{}']);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('404 no rule of the scenario in force is called none');
    expect(await ran(['rule', 'add', 'x'])).toMatchObject({ code: 2 });
    expect((await ran(['rule', 'add', 'x', '--faults', 'http-503', '--rate', 'x'])).err).toContain(
      '--rate: x is no number',
    );
  });
});

test('fail-next lets just the next request of an operation fail', async () => {
  expect((await ran(['fail-next', 'GET /y', 'http-502'])).code).toBe(0);
  expect([await status('/y'), await status('/y'), await status('/x')]).toEqual([502, 200, 200]);
});

test('a scenario of the library goes into force by its name, a file by its path', async () => {
  expect((await ran(['scenario', 'use', 'outage', '--rate', '0.4'])).code).toBe(0);
  expect((await ran(['scenario', 'show'])).out).toContain('sweepRate: 0.4');
  expect((await ran(['scenario', 'list'])).out).toContain('lossy-commits');
  expect((await ran(['scenario', 'use', 'none'])).err).toContain('404');
  expect((await ran(['scenario', 'use', 'assets/scenarios/calm.yaml'])).code).toBe(0);
  expect(proxy.engine.scenarios.current.document.name).toBe('calm');
});

test('plan, records and explain say what will come, what came, and why', async () => {
  const wholly = { kind: 'http-error', status: 503 };
  await ran(['rule', 'add', 'z', JSON.stringify({ match: { path: '/z' }, faults: [wholly] })]);
  expect((await ran(['plan', 'GET /z', '--session', 'p', '--attempts', '1'])).out).toBe(
    'GET /z call 1 try 1: http-error before\n',
  );
  await status('/z', 'p');
  const { out } = await ran(['records', '--session', 'p']);
  const record = JSON.parse(out) as { id: string; status: number };
  expect(record.status).toBe(503);
  expect((await ran(['explain', record.id])).out).toContain('Rule z decides.');
  expect((await ran(['records', '--session', 'nobody'])).out).toBe('');
});

describe('who cannot be asked', () => {
  test('is told apart: nobody there, a wrong token, no address', async () => {
    const server = createServer();
    await listen(server, { port: 0, host: '127.0.0.1', name: 'nobody' });
    const { url } = addressOf(server);
    await stop(server);
    const nobody = await ran(['rule', 'list'], { CHAOS_ADMIN_URL: url });
    expect(nobody).toMatchObject({ code: 1, out: '' });
    expect(nobody.err).toContain(`no chaos-proxy answers at ${url}`);
    expect(await ran(['rule', 'list'], { ADMIN_TOKEN: 'wrong' })).toMatchObject({ code: 2 });
    const none = await ran(['rule', 'list', '--admin-url', 'here']);
    expect(none).toMatchObject({ code: 2 });
    expect(none.err).toContain('here is no address');
  });

  test('a group without a command says so', async () => {
    expect(await ran(['rule'])).toMatchObject({
      code: 2,
      err: 'chaos-proxy: expected a command (see --help)\n',
    });
  });

  test('words that drive no proxy start one', () => {
    expect(['rule', '--target', 'toString', undefined].map(isRemoteVerb)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

test('the typed client says the same in TypeScript, and throws what was refused', async () => {
  const control = createControlPlane({ adminUrl: proxy.adminUrl, token: 'secret' });
  const body = { name: 'typed', faults: [{ kind: 'http-error', status: 500 }] } as never;
  const { data } = await control.POST('/rules', { params: { query: {} }, body });
  expect(data?.enabled).toBe(true);
  await expect(control.POST('/rules', { params: { query: {} }, body })).rejects.toMatchObject({
    name: 'ControlPlaneError',
    status: 409,
  });
});
