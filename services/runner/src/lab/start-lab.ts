import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PETSTORE_BASE_PATH } from '@chaos-lab/contracts';
import { type RunningService, SpawnError, spawnService } from '@chaos-lab/service-kit';
import { ASSETS } from '../experiment/documents/assets.ts';
import { LabFailureError } from '../errors.ts';
import type { LabAddresses } from './addresses.ts';
import { INHERITED, OWN_ENVIRONMENT } from './inherited.ts';

export type RunningLab = {
  readonly addresses: LabAddresses & { readonly petstoreUrl: string };
  readonly processes: readonly { readonly name: string; readonly pid: number }[];
  /** Resolves with what happened when a process of the lab ends before it is told to. */
  readonly broken: Promise<LabFailureError>;
  stop(): Promise<void>;
};

const script = (service: string): string =>
  fileURLToPath(new URL(`../../../${service}/src/main.ts`, import.meta.url));

/** Starts petstore-mock, chaos-proxy and agent as child processes on free ports of the loopback. */
export async function startLab(options: {
  /** Told what was started, in words. */
  readonly note: (text: string) => void;
}): Promise<RunningLab> {
  const started: RunningService[] = [];
  let stopping = false;
  const stop = async (): Promise<void> => {
    stopping = true;
    await Promise.all(started.map((service) => service.stop()));
  };
  const start = async (
    name: string,
    env: Readonly<Record<string, string>>,
    args: readonly string[] = [],
  ): Promise<RunningService> => {
    const service = await spawnService({
      name,
      script: script(name),
      args,
      inherit: INHERITED,
      env: { ...OWN_ENVIRONMENT, ...env },
    });
    started.push(service);
    return service;
  };

  try {
    const petstore = await start('petstore-mock', {});
    const proxy = await start('chaos-proxy', {
      CHAOS_TARGET: url(petstore, 'traffic'),
      CHAOS_OPENAPI: join(ASSETS, 'openapi', 'petstore.yaml'),
    });
    const agent = await start('agent', {
      AGENT_BASE_URL: url(proxy, 'traffic') + PETSTORE_BASE_PATH,
      AGENT_PLAYBOOKS: join(ASSETS, 'playbooks'),
    });
    const where = started.map(
      ({ name, pid, addresses }) => `${name} (pid ${pid}) at ${addresses['traffic']}`,
    );
    options.note(`started ${where.join(', ')}`);
    const broken = Promise.race(
      started.map(async (service) => {
        const { code, signal, lastLine } = await service.exited;
        if (stopping) return new Promise<never>(() => {});
        const how = signal === null ? `with exit code ${code}` : `by ${signal}`;
        const why = lastLine === undefined ? '' : `: ${lastLine}`;
        return new LabFailureError(`${service.name} was ended ${how} while it was needed${why}`);
      }),
    );
    return {
      addresses: {
        agentUrl: url(agent, 'traffic'),
        proxyUrl: url(proxy, 'traffic'),
        proxyAdminUrl: url(proxy, 'admin'),
        petstoreUrl: url(petstore, 'traffic'),
        petstoreAdminUrl: url(petstore, 'admin'),
      },
      processes: started,
      broken,
      stop,
    };
  } catch (error) {
    await stop();
    throw error instanceof SpawnError ? new LabFailureError(error.problems, error) : error;
  }
}

function url(service: RunningService, role: 'traffic' | 'admin'): string {
  const address = service.addresses[role];
  if (typeof address === 'string') return address;
  throw new LabFailureError(`${service.name} announced no ${role} address`);
}
