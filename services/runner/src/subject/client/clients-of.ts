import type { Arm, Experiment } from '@chaos-lab/contracts';
import type { Client } from './client.ts';
import { program } from './program.ts';
import { taskService } from './task-service.ts';
import { type HttpClient, httpClient } from '../../lab/http-client.ts';
import { BadInputError } from '../../errors.ts';
import { runsAtOnce, twinOf } from '../../experiment/pairs.ts';
import type { Host } from '../../host.ts';

export type Clients = {
  readonly byArm: ReadonlyMap<string, Client>;
  close(): Promise<void>;
};

/** What runs each arm of the experiment, the twin of the first arm among them. */
export function clientsOf(
  experiment: Experiment,
  lab: {
    readonly agent: HttpClient;
    /** Traffic port of the proxy; programs need it. */
    readonly proxyUrl: string | null;
    /** Path of the API below it. */
    readonly basePath: string;
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly killGroup: Host['killGroup'];
  },
): Clients {
  const clients: HttpClient[] = [];
  const clientOf = (arm: Arm): Client => {
    if ('command' in arm) {
      const { proxyUrl, basePath, env, killGroup } = lab;
      if (proxyUrl === null) {
        throw new BadInputError(
          `arm ${arm.name} is a program: give --proxy-url, its way to the proxy`,
        );
      }
      const { name, command } = arm;
      return program({ ...experiment, arm: name, command, proxyUrl, basePath, env, killGroup });
    }
    if ('url' in arm) {
      const client = httpClient(`the agent of arm ${arm.name}`, arm.url, {
        connections: runsAtOnce(experiment),
      });
      clients.push(client);
      return taskService(client, { ...experiment, policy: arm.policy });
    }
    return taskService(lab.agent, {
      ...experiment,
      policy: arm.policy,
      ...(arm.breaker === undefined ? {} : { breaker: arm.breaker }),
    });
  };
  const [first] = experiment.arms;
  const arms = first === undefined ? [] : [...experiment.arms, twinOf(first)];
  return {
    byArm: new Map(arms.map((arm) => [arm.name, clientOf(arm)])),
    async close() {
      await Promise.all(clients.map((client) => client.close()));
    },
  };
}
