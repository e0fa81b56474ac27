import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, spawnService } from '@chaos-lab/service-kit';
import { expect, it } from 'vitest';
import { program } from '../../../services/runner/src/subject/client/program.ts';
import { opened } from '../../support/opened.ts';
import { chaosLabHere } from '../../support/runner/harness.ts';
import { startUpstream } from '../../support/upstream.ts';

const keep = opened();
const SECRET = 's3cret-value';
const main = (service: string): string =>
  new URL(`../../../services/${service}/src/main.ts`, import.meta.url).pathname;

it.each([
  'authorization',
  'Authorization',
  'AUTHORIZATION',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'X-Api-Key',
  'api-key',
  'api_key',
  'apiKey',
  'access_token',
  'token',
  'Token',
  'password',
  'adminToken',
  'ADMIN_TOKEN',
  'llmApiKey',
  'AGENT_LLM_API_KEY',
])('a value called %s is not logged, however deep it lies', (name) => {
  let text = '';
  const output = { write: (line: string) => void (text += line) };
  const log = createLogger('agent', 'trace', { pretty: false, output });
  const bag = { [name]: SECRET };
  log.info({ ...bag, headers: bag, request: { headers: bag }, a: { b: { c: bag } } }, 'told');
  expect(text).toContain('told');
  expect(text).not.toContain(SECRET);
});

it('a URL with credentials is refused, and the message does not repeat them', async () => {
  for (const [service, args] of [
    ['chaos-proxy', ['--target', `https://ann:${SECRET}@api.example`]],
    ['agent', ['--base-url', `http://${SECRET}@api.example`]],
  ] as const) {
    const lines: string[] = [];
    const onLog = (line: string): void => void lines.push(line);
    const start = spawnService({ name: service, script: main(service), args, onLog });
    await expect(start).rejects.toThrow('[redacted]@api.example');
    expect(lines.join('\n')).not.toContain(SECRET);
  }
  const { err } = await chaosLabHere(['simulate', `--agent-url=http://a:${SECRET}@b`]);
  expect(err).toContain('is not an http URL');
  expect(err).not.toContain(SECRET);
}, 120_000);

it('a token that is too short of sense is refused without being repeated', async () => {
  const { err } = await chaosLabHere(['simulate', '--admin-token', '', `--seed=${SECRET}`]);
  expect(err).toContain('--admin-token: the value is not text');
});

it('the proxy logs no header of the calls that it decides about', async () => {
  const upstream = keep(await startUpstream());
  const lines: string[] = [];
  const proxy = await spawnService({
    name: 'chaos-proxy',
    script: main('chaos-proxy'),
    args: ['--target', upstream.url, '--rate', '1', '--faults', 'http-503'],
    env: { PORT: '0', ADMIN_PORT: '0', LOG_LEVEL: 'trace', ADMIN_TOKEN: SECRET },
    readyTimeoutMs: 60_000,
    onLog: (line) => lines.push(line),
  });
  keep({ close: async () => void (await proxy.stop()) });
  const headers = { Authorization: `Bearer ${SECRET}`, 'X-Api-Key': SECRET, Cookie: SECRET };
  await fetch(`${proxy.url('traffic')}/pay?token=${SECRET}`, { headers });
  const tape = await fetch(`${proxy.url('admin')}/tape`, { headers });
  expect(await tape.text()).not.toContain(SECRET);
  await proxy.stop();
  expect(lines.join('\n')).toContain('"event":"decision"');
  expect(lines.join('\n')).not.toContain(SECRET);
}, 120_000);

it('a program that is an arm is not given the key to the admin ports', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'arm-'));
  const script = join(folder, 'agent.mjs');
  const seen = join(folder, 'env.json');
  writeFileSync(
    script,
    `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(seen)}, JSON.stringify(process.env));\n`,
  );
  const run = program({
    basePath: '/api/v3',
    arm: 'mine',
    command: `${process.execPath} ${script}`,
    proxyUrl: 'http://127.0.0.1:9',
    timeScale: 1,
    deadlineS: 60,
    env: { PATH: process.env['PATH'], ADMIN_TOKEN: SECRET, HOME: folder },
    killGroup: (leader) => process.kill(-leader, 'SIGKILL'),
  });
  const claim = await run({ session: 's', arm: 'a' }, new AbortController().signal);
  const env = JSON.parse(readFileSync(seen, 'utf8')) as Record<string, string>;
  rmSync(folder, { recursive: true });
  expect(claim.outcome).toBe('success');
  expect(env).toMatchObject({ SESSION: 's', HOME: folder });
  expect(JSON.stringify(env)).not.toContain(SECRET);
});
