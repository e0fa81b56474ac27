import type { Arm, Experiment } from '@chaos-lab/contracts';
import type { AgentDriver } from './client/client.ts';
import { commandAgent } from './client/command-client.ts';
import { httpAgent } from './client/task-client.ts';
import { type HttpClient, httpClient } from '../lab/http-client.ts';
import { BadInputError } from '../errors.ts';
import { runsAtOnce, twinOf } from '../experiment/pairs.ts';
import type { Host } from '../host.ts';

export type Drivers = {
  readonly byArm: ReadonlyMap<string, AgentDriver>;
  close(): Promise<void>;
};

/** What runs each arm of the experiment, the twin of the first arm among them. */
export function createDrivers(
  experiment: Experiment,
  lab: {
    readonly agent: HttpClient;
    /** Traffic port of the proxy; programs need it. */
    readonly proxyUrl: string | null;
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly killGroup: Host['killGroup'];
  },
): Drivers {
  const clients: HttpClient[] = [];
  const driverOf = (arm: Arm): AgentDriver => {
    if ('command' in arm) {
      const { proxyUrl, env, killGroup } = lab;
      if (proxyUrl === null) {
        throw new BadInputError(
          `arm ${arm.name} is a program: give --proxy-url, its way to the proxy`,
        );
      }
      const { name, command } = arm;
      return commandAgent({ ...experiment, arm: name, command, proxyUrl, env, killGroup });
    }
    if ('url' in arm) {
      const client = httpClient(`the agent of arm ${arm.name}`, arm.url, {
        connections: runsAtOnce(experiment),
      });
      clients.push(client);
      return httpAgent(client, { ...experiment, policy: arm.policy });
    }
    return httpAgent(lab.agent, {
      ...experiment,
      policy: arm.policy,
      ...(arm.breaker === undefined ? {} : { breaker: arm.breaker }),
    });
  };
  const [first] = experiment.arms;
  const arms = first === undefined ? [] : [...experiment.arms, twinOf(first)];
  return {
    byArm: new Map(arms.map((arm) => [arm.name, driverOf(arm)])),
    async close() {
      await Promise.all(clients.map((client) => client.close()));
    },
  };
}
