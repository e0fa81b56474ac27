import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterAll, expect, it } from 'vitest';
import { TAPE_FORMATS } from '../../../services/chaos-proxy/src/tape/formats/index.ts';
import { readTape } from '../../../services/chaos-proxy/src/tape/read-tape.ts';
import { spawnChaosProxy } from '../../support/chaos-proxy-process.ts';
import { chaosLabHere } from '../../support/runner/harness.ts';
import { startUpstream } from '../../support/upstream.ts';
import { until } from '../../support/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'learn-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** One call a second, of which those from 20 to 40 s fail. */
const log = Array.from({ length: 60 }, (_, second) => {
  const status = second >= 20 && second < 40 ? 503 : 200;
  const time = `28/Nov/2026:10:00:${String(second).padStart(2, '0')} +0000`;
  return `::1 - - [${time}] "GET /pets/${second} HTTP/1.1" ${status} 2`;
}).join('\n');

it('learns from an access log what a running proxy then does again', async () => {
  const out = join(folder, 'outage.yaml');
  const ended = await chaosLabHere(['learn-scenario', write('access.log', log), '--out', out]);
  expect(ended).toMatchObject({ code: 0, out: '' });
  expect(ended.err).toContain('1 rules, from 60 calls');

  const upstream = await startUpstream((_, response) => response.end('{}'));
  // At this scale the 20 s before the outage take a second, and so does the outage.
  const args = ['--scenario', out, '--time-scale', '20'];
  const proxy = await spawnChaosProxy(upstream.url, args);
  try {
    const status = async (): Promise<number> => (await fetch(`${proxy.url}/pets/7`)).status;
    const seen: number[] = [await status()];
    const change = async (): Promise<void> => {
      const last = seen.at(-1);
      await until('another status', async () => (await status()) !== last);
      seen.push(await status());
    };
    await change();
    await change();
    expect(seen).toEqual([200, 503, 200]);
  } finally {
    await proxy.stop();
    await upstream.close();
  }
});

it('learns from a tape of its own, by way of HAR', async () => {
  const upstream = await startUpstream((_, response) => response.end('{}'));
  const tape = join(folder, 'tape.ndjson');
  const args = ['--rate', '0.3', '--faults', 'http-502', '--tape', tape];
  const proxy = await spawnChaosProxy(upstream.url, args);
  for (let call = 0; call < 120; call += 1) {
    await (await fetch(`${proxy.url}/pets/${call}`)).arrayBuffer();
  }
  await proxy.stop();
  await upstream.close();

  const writer = TAPE_FORMATS.har.begin({ baseUrl: 'http://upstream.invalid' });
  let text = '';
  const bad: unknown[] = [];
  await readTape([readFileSync(tape)] as unknown as AsyncIterable<Uint8Array>, {
    onRecord: (record) => (text += writer.record(record)),
    onBadLine: (line) => bad.push(line),
  });
  expect(bad).toEqual([]);
  const { code, out } = await chaosLabHere(['learn-scenario', write('t.har', text + writer.end())]);
  expect(code).toBe(0);
  expect(out).toContain('status: 502');
  expect(out).toContain('path: /pets/*');
});

it.each([
  ['is not there', undefined, 'cannot be read: ENOENT'],
  ['is empty', '', 'line 1 is no call: expected a HAR file, or the Common or Combined Log Format'],
  ['is prose', 'It was\nthe upstream.', 'line 1 is no call'],
  ['is JSON but no HAR', '{"a": 1}', 'no HAR: expected log.entries'],
  ['is JSON that was cut off', '{"log": {"entries": [', 'not JSON'],
  ['is a HAR without a call', '{"log": {"entries": []}}', 'holds no call'],
])('says in one line what is wrong with a file that %s', async (what, text, problem) => {
  const name = `${what.replaceAll(' ', '-')}.txt`;
  const path = text === undefined ? join(folder, name) : write(name, text);
  const { code, out, err } = await chaosLabHere(['learn-scenario', path]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(problem);
  expect(err.trim().split('\n')).toHaveLength(1);
});
