// Does anything stay behind after many tasks against an API that misbehaves in every way?
//   node bench/agent-leak.ts [tasks]
// Ends with 1 where a task never reached the API, or where something that it opened is left.
import { createServer, type ServerResponse } from 'node:http';
import { addressOf, listen, spawnService, systemClock } from '@chaos-lab/service-kit';
import { Pool, request } from 'undici';
import { isFlat } from './flat.ts';

const TASKS = Number(process.argv[2] ?? 10_000);
const CONCURRENCY = 16;

/** Hour-long Retry-After, endless dribble, lying length, broken JSON, silence, RST, FIN, nonsense. */
const MISBEHAVIOURS: readonly ((response: ServerResponse) => void)[] = [
  (response) => response.writeHead(429, { 'Retry-After': '3600' }).end(),
  (response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write(' '), 5);
    response.once('close', () => clearInterval(timer));
  },
  (response) => {
    response.writeHead(200, { 'Content-Length': '100' });
    response.write('{');
    setImmediate(() => response.socket?.destroySoon());
  },
  (response) => response.end('{"available": '),
  () => {},
  (response) => response.socket?.resetAndDestroy(),
  (response) => response.socket?.destroySoon(),
  (response) => response.socket?.end('NONSENSE\r\n\r\n'),
];

let served = 0;
const sessions = new Set<unknown>();
const api = createServer((incoming, response) => {
  incoming.resume();
  sessions.add(incoming.headers['chaos-session']);
  const misbehave = MISBEHAVIOURS[served % MISBEHAVIOURS.length];
  served += 1;
  misbehave?.(response);
});
await listen(api, { port: 0, host: '127.0.0.1', name: 'api' });
const agent = await spawnService({
  name: 'agent',
  script: 'services/agent/src/main.ts',
  args: [
    `--base-url=${addressOf(api).url}`,
    '--port=0',
    '--attempt-floor-ms=60',
    '--log-level=warn',
  ],
});

async function measured() {
  const { body } = await request(`${agent.addresses['traffic']}/metrics`, { reset: true });
  const text = await body.text();
  const value = (name: string): number =>
    text
      .split('\n')
      .filter((line) => line.startsWith(name))
      .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  return {
    resources: value('nodejs_active_resources_total'),
    handles: value('nodejs_active_handles_total'),
    running: value('agent_tasks_running'),
    rssMb: Math.round(value('process_resident_memory_bytes') / 2 ** 20),
    heapMb: Math.round(value('nodejs_heap_size_used_bytes') / 2 ** 20),
  };
}

const outcomes = new Map<string, number>();
async function run(from: number, to: number): Promise<void> {
  // Closed at the end: a connection that is kept alive for the next task would count as a handle.
  const pool = new Pool(String(agent.addresses['traffic']), { connections: CONCURRENCY });
  let next = from;
  const work = async (): Promise<void> => {
    while (next < to) {
      next += 1;
      const { body } = await pool.request({
        method: 'POST',
        path: '/tasks',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          session: `s-${next}`,
          arm: 'a',
          policy: { type: 'playbook', name: 'resilient' },
          timeScale: 1_000,
          deadlineS: 6,
          attemptTimeoutS: 10,
        }),
      });
      const { failure } = (await body.json()) as { failure: { condition: string } | null };
      const condition = failure?.condition ?? 'none';
      outcomes.set(condition, (outcomes.get(condition) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  await pool.close();
}

/** The least heap in use between two collections while tasks run, in MB. */
async function heapFloorWhile(running: Promise<void>): Promise<number> {
  const ended = new AbortController();
  const over = running.finally(() => ended.abort());
  let floor = Number.POSITIVE_INFINITY;
  while (!ended.signal.aborted) {
    floor = Math.min(floor, (await measured()).heapMb);
    await systemClock.sleep(50);
  }
  await over;
  return floor;
}

/** Idle connections of the pool end by themselves; what is left after that has leaked. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 6_000));

const WARM_UP = 2_000;
await run(0, WARM_UP);
await settle();
const before = await measured();
const began = performance.now();
const half = WARM_UP + TASKS / 2;
const floors = [
  await heapFloorWhile(run(WARM_UP, half)),
  await heapFloorWhile(run(half, WARM_UP + TASKS)),
];
const seconds = ((performance.now() - began) / 1000).toFixed(0);
await settle();
const after = await measured();
const connections = await new Promise<number>((resolve) => {
  api.getConnections((_error, count) => resolve(count));
});
console.log(`${TASKS} tasks, ${served} calls, ${seconds} s`);
console.log('failed as', Object.fromEntries(outcomes));
console.log('before', before);
console.log('after ', after, { connections });
console.log('least heap in the halves, MB:', ...floors);
await agent.stop();
api.closeAllConnections();
api.close();

const goals: readonly (readonly [string, boolean])[] = [
  ['every task reached the API', sessions.size === WARM_UP + TASKS],
  ['no task runs on', after.running === 0],
  ['no connection to the API is left', connections === 0],
  ['no more handles and timers than before', after.resources <= before.resources],
  ['least heap of the second half within 20 % of the first', isFlat(floors)],
];
for (const [goal, met] of goals) console.log(`${goal}: ${met ? 'met' : 'MISSED'}`);
if (!goals.every(([, met]) => met)) process.exitCode = 1;
