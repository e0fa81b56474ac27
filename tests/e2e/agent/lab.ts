import { PETSTORE_BASE_PATH, type TaskRequestInput, type TaskResult } from '@chaos-lab/contracts';
import { type OrderFacts, orderFactsSchema, taskResultSchema } from '@chaos-lab/contracts';
import { spawnService } from '@chaos-lab/service-kit';

export interface LabOptions {
  readonly scenario: string;
  readonly rate: number;
  readonly timeScale: number;
}

export interface Finished {
  readonly result: TaskResult;
  /** What the petstore says was really done. */
  readonly facts: OrderFacts;
}

export interface Lab {
  /** Does a task in each of the sessions `s-0`, `s-1`, ..., several at a time. */
  runs(count: number, arm: string, task: Partial<TaskRequestInput>): Promise<Finished[]>;
  stop(): Promise<void>;
}

const CONCURRENCY = 8;

/** The three real processes, with one scenario. */
export async function startLab({ scenario, rate, timeScale }: LabOptions): Promise<Lab> {
  const started: { stop(): Promise<unknown> }[] = [];
  const start = async (name: string, args: readonly string[]) => {
    const service = await spawnService({
      name,
      script: `services/${name}/src/main.ts`,
      args: ['--port=0', '--log-level=warn', ...args],
      readyTimeoutMs: 90_000,
    });
    started.push(service);
    return service.addresses;
  };
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((service) => service.stop()));
  };
  try {
    const petstore = await start('petstore-mock', ['--admin-port=0']);
    const proxy = await start('chaos-proxy', [
      '--admin-port=0',
      `--target=${petstore['traffic']}`,
      '--seed=42',
      '--openapi=assets/openapi/petstore.yaml',
      '--decision-log=none',
      `--scenario=${scenario}`,
      `--rate=${rate}`,
      `--time-scale=${timeScale}`,
    ]);
    const agent = await start('agent', [`--base-url=${proxy['traffic']}${PETSTORE_BASE_PATH}`]);

    const one = async (session: string, arm: string, task: Partial<TaskRequestInput>) => {
      const request = { session, arm, seed: 42, timeScale, attemptTimeoutS: 3_600, ...task };
      const answer = await fetch(`${agent['traffic']}/tasks`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(request),
      });
      const result = taskResultSchema.parse(await answer.json());
      const verdict = `${petstore['admin']}/verdict/${session}/${arm}/drain?workflow=order`;
      return {
        result,
        facts: orderFactsSchema.parse(await (await fetch(verdict, { method: 'POST' })).json()),
      };
    };

    return {
      stop,
      async runs(count, arm, task) {
        const finished: Finished[] = [];
        let next = 0;
        const work = async (): Promise<void> => {
          while (next < count) {
            const index = next;
            next += 1;
            finished[index] = await one(`s-${index}`, arm, task);
          }
        };
        await Promise.all(Array.from({ length: CONCURRENCY }, work));
        return finished;
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Runs that claim success and left exactly one order for a pet that is sold. */
export const verified = (runs: readonly Finished[]): number =>
  runs.filter(({ result, facts }) => result.outcome === 'success' && facts.complete).length;
