// CPU of a task in the order workflow, in the agent's own process, for one or more trees of the project
// side by side, each with its packages installed:
//   node bench/agent.ts [tree ...]        (this tree unless told)
// Each round drives every tree in turn with the same tasks; the median of the rounds counts. Started
// with NODE_OPTIONS=--cpu-prof, each agent also writes a profile into its tree.
import { join, resolve } from 'node:path';
import { spawnService } from '@chaos-lab/service-kit';
import { Pool } from 'undici';

const ROUNDS = 5;
const TASKS = 500;
const IN_FLIGHT = 16;
const trees = process.argv.slice(2).map((tree) => resolve(tree));
if (trees.length === 0) trees.push(process.cwd());

const petstore = await spawnService({
  name: 'petstore-mock',
  script: 'services/petstore-mock/src/main.ts',
  args: ['--port=0', '--admin-port=0', '--log-level=warn'],
});
const agents = await Promise.all(
  trees.map(async (tree) => {
    const service = await spawnService({
      name: 'agent',
      script: join(tree, 'services/agent/src/main.ts'),
      args: [`--base-url=${petstore.addresses['traffic']}/api/v3`, '--port=0', '--log-level=warn'],
      cwd: tree,
    });
    return {
      tree,
      service,
      pool: new Pool(String(service.addresses['traffic'])),
      costs: [] as number[],
    };
  }),
);

async function cpuSeconds(pool: Pool): Promise<number> {
  const { body } = await pool.request({ method: 'GET', path: '/metrics' });
  return Number(/^process_cpu_seconds_total\S* (\S+)/m.exec(await body.text())?.[1]);
}

let session = 0;
async function drive(pool: Pool, tasks: number): Promise<number> {
  const before = await cpuSeconds(pool);
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < tasks) {
      next += 1;
      session += 1;
      const { body } = await pool.request({
        method: 'POST',
        path: '/tasks',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          session: `s-${session}`,
          arm: 'bench',
          policy: { type: 'playbook', name: 'resilient' },
        }),
      });
      const { outcome } = (await body.json()) as { outcome: string };
      // A task that fails costs something else.
      if (outcome !== 'success') throw new Error(`a task ended as ${outcome}`);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  return (((await cpuSeconds(pool)) - before) / tasks) * 1e6;
}

try {
  for (const { pool } of agents) await drive(pool, TASKS);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { pool, costs } of agents) costs.push(await drive(pool, TASKS));
  }
  for (const { tree, costs } of agents) {
    const median = costs.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
    console.log(`${median.toFixed(0).padStart(6)} µs of CPU a task  ${tree}`);
  }
} finally {
  for (const { pool, service } of agents) {
    await pool.close();
    await service.stop();
  }
  await petstore.stop();
}
