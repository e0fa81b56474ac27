// node bench/proxy-sessions-http.ts [SESSIONS]
// Memory of the whole proxy over many sessions, each with one call over real HTTP: half of them named by
// header, half by path. Ends with 1 where it grows after the first quarter, by more than 20 %.
import { createServer } from 'node:http';
import { METRIC } from '@chaos-lab/contracts';
import { addressOf, listen, spawnService } from '@chaos-lab/service-kit';
import { Pool } from 'undici';
import { isFlat } from './flat.ts';

const [sessions = 200_000] = process.argv.slice(2).map(Number);
const CONNECTIONS = 16;
const PARTS = 8;

const upstream = createServer((_request, response) => response.end('{"ok":true}'));
await listen(upstream, { port: 0, host: '127.0.0.1', name: 'upstream' });
const proxy = await spawnService({
  name: 'chaos-proxy',
  script: 'services/chaos-proxy/src/main.ts',
  args: [
    `--target=${addressOf(upstream).url}`,
    '--port=0',
    '--admin-port=0',
    '--log-level=warn',
    '--decision-log=none',
    '--rate=0.2',
    '--faults=http-503',
  ],
});
const pool = new Pool(proxy.url('traffic'), { connections: CONNECTIONS });

const statuses = new Map<number, number>();
let next = 0;
async function callUntil(end: number): Promise<void> {
  while (next < end) {
    const session = `session-${(next += 1)}`;
    const byPath = next % 2 === 0;
    const { statusCode, body } = await pool.request({
      method: 'GET',
      path: byPath ? `/~${session}/things` : '/things',
      headers: byPath ? {} : { 'Chaos-Session': session },
    });
    await body.dump();
    statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
  }
}

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${proxy.url('admin')}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line.startsWith(name));
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

const resident: number[] = [];
try {
  for (let part = 1; part <= PARTS; part += 1) {
    const end = Math.round((sessions / PARTS) * part);
    await Promise.all(Array.from({ length: CONNECTIONS }, () => callUntil(end)));
    const mb = (await metric('process_resident_memory_bytes')) / 2 ** 20;
    resident.push(mb);
    console.log(
      `${end} sessions: resident ${mb.toFixed(0)} MB, ${await metric(METRIC.proxySessions.name)} kept, ` +
        `${await metric(METRIC.proxyEvictions.name)} evicted`,
    );
  }
} finally {
  await pool.close();
  await proxy.stop();
  upstream.close();
}
console.log('answers', Object.fromEntries(statuses));
const flat = isFlat(resident.slice(PARTS / 4));
console.log(`flat within 20 % after the first quarter: ${flat ? 'met' : 'MISSED'}`);
if (!flat) process.exitCode = 1;
