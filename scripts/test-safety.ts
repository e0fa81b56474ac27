// What `npm run test:safety` runs: tasks under random faults, policies and cancellations over the real
// petstore, each compared with the ledger. Ends with 1 where a task said of a write what is not so.
//   npm run test:safety [-- TASKS [SEED]]
import { hostileTasks } from '../tests/support/agent/hostile-tasks.ts';

const [tasks = 20_000, seed = 42] = process.argv.slice(2).map(Number);
if (!Number.isInteger(tasks) || tasks < 1 || !Number.isInteger(seed)) {
  console.error('expected: npm run test:safety -- TASKS SEED, two whole numbers');
  process.exit(2);
}

const CHUNK = 2_000;
const began = performance.now();
const wrong: string[] = [];
const states: Record<string, number> = {};
let calledOff = 0;
for (let first = 0; first < tasks; first += CHUNK) {
  const run = await hostileTasks({ seed, tasks: Math.min(CHUNK, tasks - first), first });
  wrong.push(...run.wrong);
  calledOff += run.calledOff;
  for (const [state, count] of Object.entries(run.states)) {
    states[state] = (states[state] ?? 0) + count;
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(`${first + run.tasks} tasks in ${seconds} s, ${wrong.length} wrong`);
}
console.log(`seed ${seed}; clients gone: ${calledOff}; writes:`, states);
for (const line of wrong.slice(0, 20)) console.error(line);
process.exitCode = wrong.length === 0 ? 0 : 1;
