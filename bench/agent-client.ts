// CPU of one call by axios: with the adapter it brings, and with ours over undici.
//   node bench/agent-client.ts [calls]
import { createServer } from 'node:http';
import { addressOf, listen } from '@chaos-lab/service-kit';
import { fork } from 'node:child_process';
import { Agent } from 'node:http';
import { create } from 'axios';
import { openUpstream } from '../services/agent/src/calls/http/upstream.ts';

const CALLS = Number(process.argv[2] ?? 10_000);
const ROUNDS = 5;
const IN_FLIGHT = 32;
const BODY = '{"available":3,"sold":1}';

if (process.send !== undefined) {
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader('Content-Type', 'application/json').end(BODY);
  });
  await listen(server, { port: 0, host: '127.0.0.1', name: 'api' });
  process.send(addressOf(server).url);
} else {
  const api = fork(import.meta.filename);
  const url = await new Promise<string>((resolve) => api.once('message', resolve as () => void));
  const plain = {
    baseURL: url,
    responseType: 'text' as const,
    transformResponse: [],
    httpAgent: new Agent({ keepAlive: true }),
  };
  const upstream = openUpstream(url);
  const candidates = { 'axios as it comes': create(plain), 'axios over undici': upstream.plain };

  const cpuOfACall = async (client: (typeof candidates)['axios over undici']): Promise<number> => {
    const before = process.cpuUsage();
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < CALLS) {
        next += 1;
        const { data } = await client.get<string>('/store/inventory');
        if (data !== BODY) throw new Error(`wrong answer: ${data}`);
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, work));
    const { user, system } = process.cpuUsage(before);
    return (user + system) / CALLS;
  };

  const seen: Record<string, number[]> = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, client] of Object.entries(candidates)) {
      (seen[name] ??= []).push(await cpuOfACall(client));
    }
  }
  for (const [name, costs] of Object.entries(seen)) {
    const median = costs.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
    console.log(`${name.padEnd(20)} ${median.toFixed(0)} µs of CPU a call`);
  }
  await upstream.close();
  plain.httpAgent.destroy();
  api.disconnect();
  api.kill();
}
