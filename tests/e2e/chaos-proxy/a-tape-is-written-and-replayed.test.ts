import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordsOf } from '../../support/chaos-proxy.ts';
import { type ProxyProcess, spawnChaosProxy } from '../../support/chaos-proxy-process.ts';
import { startUpstream, type Upstream } from '../../support/upstream.ts';
import { until } from '../../support/until.ts';

let upstream: Upstream;
let folder: string;
beforeAll(async () => {
  upstream = await startUpstream();
  folder = mkdtempSync(join(tmpdir(), 'chaos-tape-'));
});
afterAll(async () => {
  await upstream.close();
  rmSync(folder, { recursive: true });
});

async function statuses({ url }: ProxyProcess): Promise<(number | string)[]> {
  const seen: (number | string)[] = [];
  for (let index = 0; index < 15; index += 1) {
    const path = `/~s-${index % 2}@arm${index % 3}/x`;
    seen.push(
      await fetch(`${url}${path}`).then(
        ({ status }) => status,
        () => 'broken',
      ),
    );
  }
  return seen;
}

test('a run recorded to a file happens again from the file, whatever the seed', async () => {
  const path = join(folder, 'tape.ndjson');
  const args = ['--rate', '0.6', '--faults', 'http-503,reset', '--log-level', 'warn'];
  const first = await spawnChaosProxy(upstream.url, [...args, '--seed', '1', '--tape', path]);
  const recorded = await statuses(first);
  expect((await first.stop()).code).toBe(0);
  const records = recordsOf(readFileSync(path, 'utf8'));
  expect(records.map(({ status }) => status ?? 'broken')).toEqual(recorded);

  appendFileSync(path, '{"v":1,"id":"cut off in the mid');
  const log: string[] = [];
  const replay = ['--seed', '999', '--replay', path, '--log-level', 'warn'];
  const second = await spawnChaosProxy(upstream.url, replay, (line) => log.push(line));
  expect(await statuses(second)).toEqual(recorded);
  await second.stop();
  expect(log.join('')).toContain(`"line":${records.length + 1}`);
});

test('told to stop, it cuts what hangs within its deadline and the tape holds every call', async () => {
  const path = join(folder, 'hangs.ndjson');
  const args = ['--rate', '1', '--faults', 'hang', '--shutdown-ms', '300', '--log-level', 'warn'];
  const proxy = await spawnChaosProxy(upstream.url, [...args, '--tape', path]);
  const ends = Array.from({ length: 20 }, () => fetch(`${proxy.url}/x`).then(String, () => 'cut'));
  const metrics = async () => (await fetch(`${proxy.adminUrl}/metrics`)).text();
  await until('20 connections hang', async () =>
    /chaos_proxy_held_connections\{[^}]*\} 20\b/.test(await metrics()),
  );
  expect((await proxy.stop()).code).toBe(0);
  expect(new Set(await Promise.all(ends))).toEqual(new Set(['cut']));
  const records = recordsOf(readFileSync(path, 'utf8'));
  expect(records.length).toBe(20);
  expect(new Set(records.map(({ fault }) => fault?.kind))).toEqual(new Set(['hang']));
});
