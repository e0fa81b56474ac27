import { fileURLToPath } from 'node:url';
import { type RunningService, spawnService } from '@chaos-lab/service-kit';

const script = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The mock as a user starts it, with few stores so that a long run does not fill the memory. */
export const startMock = (...args: string[]): Promise<RunningService> =>
  spawnService({
    name: 'petstore-mock',
    script: script('services/petstore-mock/bin/petstore-mock.mjs'),
    args: ['--port', '0', '--admin-port', '0', '--log-level', 'warn', ...args],
  });

export const startPlainExpress = (): Promise<RunningService> =>
  spawnService({ name: 'plain-express', script: script('bench/petstore/plain-express.ts') });

export const portOf = (service: RunningService, role = 'traffic'): number =>
  Number(new URL(String(service.addresses[role])).port);
