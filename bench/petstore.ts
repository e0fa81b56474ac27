// The petstore mock beside the same two routes written directly in express, and what it keeps in
// memory. `npm run bench:petstore [throughput|drained|sessions]`; ends with 1 where a goal is missed.
import { benchDrained, benchSessions } from './petstore/memory.ts';
import { benchThroughput } from './petstore/throughput.ts';

const ROUNDS = 7;
const PARTS = {
  throughput: () => benchThroughput(ROUNDS),
  sessions: benchSessions,
  drained: benchDrained,
} satisfies Record<string, () => Promise<boolean>>;

const [only] = process.argv.slice(2);
if (only !== undefined && !(only in PARTS)) {
  console.error(`${only} is no part: expected ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}
for (const [name, part] of Object.entries(PARTS)) {
  if (only !== undefined && only !== name) continue;
  if (!(await part())) {
    console.error(`${name}: the goal is missed`);
    process.exitCode = 1;
  }
}
