import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { decisionLog } from '../../../services/chaos-proxy/src/decision-log.ts';
import { csvTable } from '../../../services/runner/src/run-folder/csv-table.ts';
import { createRunFolder } from '../../../services/runner/src/run-folder/folder.ts';
import { opened } from '../../support/opened.ts';
import { startChaosProxy } from '../../support/chaos-proxy.ts';
import { servedPetstore } from '../../support/petstore/served.ts';
import { rawExchange } from '../../support/raw-client.ts';
import { startUpstream } from '../../support/upstream.ts';
import { openAgent } from './open-agent.ts';

const keep = opened();
const NASTY = [
  'a\tb',
  'a"b',
  "a'b",
  'a{b="c"}',
  'a,b',
  'a/b',
  '../a',
  '=1+1',
  'a\u001b[31mb',
  ' a',
  '',
];

async function proxyWithLog() {
  const upstream = keep(await startUpstream());
  const lines: string[] = [];
  const output = { isTTY: true, write: (line: string) => lines.push(line) };
  const proxy = keep(
    await startChaosProxy(upstream.url, { rules: [] }, { onSettled: decisionLog('all', output) }),
  );
  return { ...proxy, lines };
}

describe('a name of a session or arm', () => {
  it.each(NASTY)('%j is refused by the proxy and by the petstore', async (name) => {
    const proxy = await proxyWithLog();
    const port = Number(new URL(proxy.url).port);
    for (const header of ['Chaos-Session', 'Chaos-Arm']) {
      const { text } = await rawExchange(
        port,
        Buffer.from(`GET / HTTP/1.1\r\nHost: a\r\n${header}: ${name}\r\nConnection: close\r\n\r\n`),
      );
      // Blanks around a value are no part of it.
      expect(text).toMatch(name === ' a' ? /^HTTP\/1\.1 200 / : /^HTTP\/1\.1 400 /);
    }
    const path = encodeURIComponent(name);
    const { app, admin } = servedPetstore();
    expect((await request(app).get(`/~${path}/api/v3/pet/1`)).status).toBe(400);
    expect((await request(admin).get(`/ledger/${path}/-`)).status).toBeGreaterThanOrEqual(400);
    expect((await request(proxy.adminUrl).get(`/tape?session=${path}`)).status).toBe(400);
  });
});

it('a path cannot forge a line of the decision log or colour a terminal', async () => {
  const proxy = await proxyWithLog();
  await fetch(`${proxy.url}/plain`);
  await expect.poll(() => proxy.lines.length).toBe(1);
  const [record] = proxy.engine.tape.read();
  if (record === undefined) throw new Error('the call is not on the tape');
  for (const isTTY of [true, false]) {
    let text = '';
    const log = decisionLog('all', { isTTY, write: (line) => (text += line) });
    log({ ...record, operation: 'GET /a\r\n12:00:00 forged\u001b[31m\u0085b' });
    expect(text).toContain('forged');
    // oxlint-disable-next-line no-control-regex
    expect(text.trimEnd()).not.toMatch(/[\u0000-\u001f]/);
  }
});

it('no client adds a series to the metrics', async () => {
  const proxy = await proxyWithLog();
  const agent = keep(openAgent());
  const { app, admin } = servedPetstore();
  const series = async (): Promise<string[]> => {
    const texts = await Promise.all(
      [request(proxy.adminUrl), request(admin), request(agent.app)].map(
        async (one) => (await one.get('/metrics')).text,
      ),
    );
    const names = texts.join('\n').match(/^(?:chaos_proxy|petstore|agent)_\w+(?:\{[^}]*\})?/gm);
    return (names ?? []).toSorted();
  };
  const visit = async (name: string): Promise<void> => {
    const headers = { 'Chaos-Session': name, 'Chaos-Arm': name };
    await fetch(`${proxy.url}/${name}`, { headers });
    await request(app).get(`/api/v3/pet/${name}`).set(headers);
    await request(app).get(`/api/v3/${name}`).set(headers);
    const policy = { type: 'none' };
    const task = { session: name, arm: name, policy, deadlineS: 20 };
    await request(agent.app).post('/tasks').send(task);
  };
  await visit('first');
  const before = await series();
  for (const name of ['second', 'third', '__proto__', 'x'.repeat(128)]) await visit(name);
  expect(before.length).toBeGreaterThan(50);
  expect(await series()).toEqual(before);
});

describe('a cell of a CSV file', () => {
  const table = csvTable(['operation', 'condition']);
  it.each(['=cmd|" /C calc"!A0', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
    '%j is no formula of a spreadsheet',
    (value) => {
      const [line = ''] = table.lines([{ operation: value, condition: 'x' }]).split('\n');
      expect(line.replace(/^"/, '')).not.toMatch(/^\s*[=+\-@]/);
    },
  );

  it('holds no line break', () => {
    const lines = table.lines([{ operation: 'a\r\nb', condition: 'c\nd' }]);
    expect(lines.trimEnd().split(/[\r\n]+/)).toHaveLength(1);
  });
});

describe('a name that is to become a path', () => {
  it.each(['../out', '..', '.', 'a/b', 'a\\b', '/etc/cron.d/x', 'a\u0000b', '.hidden'])(
    'of a run: %j leads nowhere',
    async (name) => {
      const folder = mkdtempSync(join(tmpdir(), 'runs-'));
      const runs = join(folder, 'runs');
      await expect(createRunFolder(runs, name)).rejects.toThrow('is no name for a run');
      expect(readdirSync(folder)).toEqual([]);
      expect(await createRunFolder(runs, 'mine.1')).toBe(join(runs, 'mine.1'));
      rmSync(folder, { recursive: true });
    },
  );

  it.each(['..%2F..%2Fpackage', '%2e%2e', 'a%2Fb', 'a%00', '%2Fetc%2Fpasswd'])(
    'of a playbook: %s leads nowhere',
    async (name) => {
      const { app } = keep(openAgent());
      const read = await request(app).get(`/playbooks/${name}`);
      expect(read.status).toBeGreaterThanOrEqual(400);
      expect(read.text).not.toContain('"scripts"');
      await request(app).put(`/playbooks/${name}`).type('json').send('{}');
      const listed = await request(app).get('/playbooks');
      const { playbooks } = listed.body as { playbooks: { name: string }[] };
      // Two dots are a name like any other: playbooks that come over HTTP stay in memory.
      for (const known of playbooks) expect(known.name).toMatch(/^[\w.-]+$/);
      for (const unknown of ['../package', 'not-there']) {
        const task = { session: 's', arm: 'a', policy: { type: 'playbook', name: unknown } };
        expect((await request(app).post('/tasks').send(task)).status).toBe(422);
      }
    },
  );
});

it('a pattern and a path that were made for it do not stop the proxy', async () => {
  const glob = new URL('../../../services/chaos-proxy/src/scenario/glob.ts', import.meta.url).href;
  const run = promisify(execFile);
  const pattern = JSON.stringify(`${'*a'.repeat(40)}*b`);
  const text = JSON.stringify('a'.repeat(5_000));
  const limits = { timeout: 20_000 };
  const ours = `import(${JSON.stringify(glob)}).then(({ glob }) => console.log(glob(${pattern})(${text})))`;
  expect((await run(process.execPath, ['-e', ours], limits)).stdout).toBe('false\n');
  // The regular expression of the same meaning is still at it when its time is over.
  const regexp = `console.log(new RegExp('^' + ${pattern}.replaceAll('*', '.*') + '$').test(${text}))`;
  await expect(run(process.execPath, ['-e', regexp], { timeout: 3_000 })).rejects.toThrow();
});
