import { fileURLToPath } from 'node:url';
import { type RunningService, spawnService } from '@chaos-lab/service-kit';
import { onTestFinished } from 'vitest';

export const TOY = fileURLToPath(new URL('../../support/processes/service.ts', import.meta.url));

export interface Toy extends Omit<RunningService, 'url'> {
  readonly url: string;
  readonly log: readonly string[];
}

/** Starts the toy service for one test and stops it afterwards. */
export async function startToy(
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Toy> {
  const log: string[] = [];
  const service = await spawnService({
    name: 'toy',
    script: TOY,
    args,
    env,
    onLog: (line) => log.push(line),
  });
  onTestFinished(async () => {
    await service.stop();
  });
  return { ...service, url: service.url('traffic'), log };
}
