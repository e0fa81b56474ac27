import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { spawnService } from '@chaos-lab/service-kit';

// Streams of events through the proxy beside the same streams without it: how much later the first byte
// and each event come at 64 streams, with and without a fault that reads events, and what a stream that
// is held open costs in memory. `node bench/streams.ts [STREAMS] [HELD]`.

const STREAMS = Number(process.argv[2] ?? 64);
const HELD = Number(process.argv[3] ?? 1_000);
const EVENTS = 50;
const EVERY_MS = 20;
const PROXY = fileURLToPath(new URL('../services/chaos-proxy/src/main.ts', import.meta.url));

type Timing = { readonly first: number[]; readonly late: number[] };

/** Each event carries the time at which it was written; `/held` never ends. */
function eventSource(): Server {
  return createServer((request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    const send = (): boolean => response.write(`data: ${performance.now()}\n\n`);
    send();
    if (request.url === '/held') return;
    let sent = 1;
    const timer = setInterval(() => {
      send();
      sent += 1;
      if (sent < EVENTS) return;
      clearInterval(timer);
      response.end();
    }, EVERY_MS);
    response.once('close', () => clearInterval(timer));
  });
}

async function timed(url: string): Promise<Timing> {
  const timing: Timing = { first: [], late: [] };
  await Promise.all(Array.from({ length: STREAMS }, () => one(url, timing)));
  return timing;
}

async function one(url: string, { first, late }: Timing): Promise<void> {
  const start = performance.now();
  const response = await opened(url);
  first.push(performance.now() - start);
  for await (const chunk of response) {
    const now = performance.now();
    for (const [, at] of String(chunk).matchAll(/^data: (\S+)$/gm)) late.push(now - Number(at));
  }
}

async function opened(url: string): Promise<IncomingMessage> {
  const request = get(url, { agent: false });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return response;
}

function quantile(values: readonly number[], share: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(2);
}

function residentKb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

const server = eventSource();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const proxy = await spawnService({
  name: 'chaos-proxy',
  script: PROXY,
  args: [`--target=${target}`],
  env: { PORT: '0', ADMIN_PORT: '0', LOG_LEVEL: 'warn', ADMIN_TOKEN: '' },
  readyTimeoutMs: 60_000,
});
const put = async (rules: object[]): Promise<void> => {
  const body = JSON.stringify({ rules });
  const answer = await fetch(`${proxy.url('admin')}/scenario`, { method: 'PUT', body });
  if (!answer.ok) throw new Error(await answer.text());
};
const row = (name: string, { first, late }: Timing): void => {
  const firsts = `first byte p50 ${quantile(first, 0.5)} p99 ${quantile(first, 0.99)} ms`;
  const events = `event p50 ${quantile(late, 0.5)} p99 ${quantile(late, 0.99)} ms`;
  process.stdout.write(`${name.padEnd(28)} ${firsts}, ${events}, ${late.length} events\n`);
};
try {
  await timed(proxy.url('traffic'));
  row('direct', await timed(target));
  row('proxy', await timed(proxy.url('traffic')));
  await put([{ faults: [{ kind: 'sse-cut', afterEvents: 1_000_000 }] }]);
  row('proxy, events read', await timed(proxy.url('traffic')));

  for (const [name, rules] of [
    ['held', []],
    ['held, events read', [{ faults: [{ kind: 'sse-cut', afterEvents: 1_000_000 }] }]],
  ] as const) {
    await put([...rules]);
    const { pid } = proxy;
    const before = residentKb(pid);
    const open = await Promise.all(
      Array.from({ length: HELD }, () => opened(`${proxy.url('traffic')}/held`)),
    );
    await sleep(500);
    const beside = await timed(proxy.url('traffic'));
    const after = residentKb(pid);
    row(`beside ${HELD} ${name}`, beside);
    process.stdout.write(`${name}: ${((after - before) / HELD).toFixed(1)} kB a stream\n`);
    for (const response of open) response.destroy();
    await sleep(500);
  }
} finally {
  await proxy.stop();
  server.closeAllConnections();
  server.close();
}
