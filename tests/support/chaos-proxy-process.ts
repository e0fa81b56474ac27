import { fileURLToPath } from 'node:url';
import { type RunningService, spawnService } from '@chaos-lab/service-kit';

const SCRIPT = fileURLToPath(
  new URL('../../services/chaos-proxy/bin/chaos-proxy.mjs', import.meta.url),
);

export type ProxyProcess = Omit<RunningService, 'url'> & {
  readonly url: string;
  readonly adminUrl: string;
};

/** A chaos proxy as a process of its own, on free ports. */
export async function spawnChaosProxy(
  target: string,
  args: readonly string[] = [],
  onLog?: (line: string) => void,
): Promise<ProxyProcess> {
  const service = await spawnService({
    name: 'chaos-proxy',
    script: SCRIPT,
    args: ['--target', target, '--port', '0', '--admin-port', '0', ...args],
    ...(onLog !== undefined && { onLog }),
  });
  const { addresses } = service;
  return { ...service, url: String(addresses['traffic']), adminUrl: String(addresses['admin']) };
}
