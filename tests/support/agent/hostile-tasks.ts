import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAgent, readConfig, runTask } from '@chaos-lab/agent';
import { taskRequestSchema, type TaskResult } from '@chaos-lab/contracts';
import { createLogger, seededRandom } from '@chaos-lab/service-kit';
import { faultyLab } from './faulty-lab.ts';
import { PLAYBOOKS, randomPlaybook, randomPolicy } from './random-policy.ts';
import { untruths } from './write-accounts.ts';

export interface HostileOptions {
  readonly seed: number;
  readonly tasks: number;
  /** Tasks that were done before; none is done twice. */
  readonly first?: number;
  /** An upstream that refuses what it has done, to see that this is noticed. */
  readonly lies?: boolean;
}

export interface HostileRun {
  readonly tasks: number;
  /** What was wrong, each with the session that shows it again. */
  readonly wrong: readonly string[];
  readonly calledOff: number;
  /** Tasks by what became of their writes, so that a run that tried nothing is noticed. */
  readonly states: Readonly<Record<string, number>>;
}

const CONCURRENCY = 32;

/**
 * Runs tasks against the real petstore under random faults, policies and cancellations, and compares
 * what each says of its writes with the ledger. Everything is drawn from the seed.
 */
export async function hostileTasks({
  seed,
  tasks,
  first = 0,
  lies = false,
}: HostileOptions): Promise<HostileRun> {
  const lab = await faultyLab(seed, lies);
  const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  for (const name of ['training', 'resilient']) {
    writeFileSync(join(folder, `${name}.json`), readFileSync(`assets/playbooks/${name}.json`));
  }
  for (let index = 0; index < PLAYBOOKS; index += 1) {
    const playbook = randomPlaybook(seededRandom(`${seed}\nplaybook ${index}`));
    writeFileSync(join(folder, `random-${index}.json`), JSON.stringify(playbook));
  }
  // Limits that a busy machine does not reach by itself: what it had still to do when its client gave up
  // would be done after the look whether it was.
  const argv = ['--base-url', lab.baseUrl, '--playbooks', folder, '--no-watch'];
  argv.push('--attempt-floor-ms', '5000', '--deadline-floor-ms', '20000', '--log-level', 'silent');
  const config = readConfig({ argv, env: {}, readFile: () => '' });
  const agent = createAgent(config, createLogger('agent', 'silent'));
  const wrong: string[] = [];
  const states: Record<string, number> = {};
  let calledOff = 0;

  const one = async (session: string): Promise<void> => {
    const draw = seededRandom(`${seed}\ntask ${session}`);
    const policy = randomPolicy(draw);
    const gone = new AbortController();
    // A client that goes away does so at a call, which is where it matters.
    const goneAt = draw() < 0.25 ? 1 + Math.floor(draw() * 8) : 0;
    let seen = 0;
    const late: string[] = [];
    lab.watch(session, ({ operation, settles }) => {
      seen += 1;
      if (gone.signal.aborted && !settles) late.push(operation);
      if (seen === goneAt) gone.abort();
    });
    // An arm of its own, so that no task meets a budget that others have emptied.
    const request = taskRequestSchema.parse({
      session,
      arm: session,
      policy,
      seed,
      timeScale: 1_000,
    });
    const result: TaskResult = await runTask(request, agent.services, { signal: gone.signal });
    if (gone.signal.aborted) calledOff += 1;
    for (const { state } of result.writes) states[state] = (states[state] ?? 0) + 1;
    // A hedge sends two at once, the second perhaps before the client has gone.
    if (late.length > 1) late.push('after the client had gone');
    const problems = untruths(result, lab.facts(session, session));
    if (late.length > 1) problems.push(`called on: ${late.join(', ')}`);
    for (const problem of problems) wrong.push(`${session} ${JSON.stringify(policy)}: ${problem}`);
  };

  try {
    let next = first;
    const work = async (): Promise<void> => {
      while (next < first + tasks) {
        next += 1;
        await one(`s-${next}`);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
  } finally {
    await agent.close();
    await lab.close();
    rmSync(folder, { recursive: true });
  }
  return { tasks, wrong, calledOff, states };
}
