import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunningService, spawnService } from '@chaos-lab/service-kit';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const main = (service: string): string => join(ROOT, 'services', service, 'src', 'main.ts');

export type RealLab = {
  readonly petstore: RunningService;
  readonly proxy: RunningService;
  readonly agent: RunningService;
  /** What points `chaos-lab` at these processes. */
  readonly flags: readonly string[];
  stop(): Promise<void>;
};

/** The three services as a person would start them, each on free ports. */
export async function startRealLab(proxyFlags: readonly string[] = []): Promise<RealLab> {
  const common = { PORT: '0', ADMIN_PORT: '0', LOG_LEVEL: 'warn' };
  const start = (name: string, ...args: string[]) =>
    spawnService({ name, script: main(name), args, env: common, readyTimeoutMs: 60_000 });
  const petstore = await start('petstore-mock');
  const proxy = await start(
    'chaos-proxy',
    `--target=${petstore.addresses['traffic']}`,
    `--openapi=${join(ROOT, 'assets/openapi/petstore.yaml')}`,
    ...proxyFlags,
  );
  const agent = await start(
    'agent',
    `--base-url=${proxy.addresses['traffic']}/api/v3`,
    `--playbooks=${join(ROOT, 'assets/playbooks')}`,
  );
  return {
    petstore,
    proxy,
    agent,
    flags: [
      `--agent-url=${agent.addresses['traffic']}`,
      `--proxy-url=${proxy.addresses['traffic']}`,
      `--proxy-admin-url=${proxy.addresses['admin']}`,
      `--petstore-admin-url=${petstore.addresses['admin']}`,
    ],
    async stop() {
      await Promise.all([petstore, proxy, agent].map((service) => service.stop()));
    },
  };
}
