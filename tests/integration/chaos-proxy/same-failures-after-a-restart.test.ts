import { fileURLToPath } from 'node:url';
import { spawnService } from '@chaos-lab/service-kit';
import { expect, test } from 'vitest';
import { startUpstream } from '../../support/upstream.ts';

const SCRIPT = fileURLToPath(
  new URL('../../../services/chaos-proxy/bin/chaos-proxy.mjs', import.meta.url),
);

/** Twenty calls as `a`: the status of each, or the error where there was none. */
async function twenty(target: string, seed: string): Promise<string[]> {
  const proxy = await spawnService({
    name: 'chaos-proxy',
    script: SCRIPT,
    args: [
      '--target',
      target,
      '--seed',
      seed,
      '--rate',
      '0.6',
      '--port',
      '0',
      '--admin-port',
      '0',
    ].concat(['--faults', 'http-503,http-429,reset,close', '--log-level', 'warn']),
  });
  try {
    const seen: string[] = [];
    for (let index = 0; index < 20; index += 1) {
      const url = `${String(proxy.addresses['traffic'])}/api/v3/store/inventory`;
      seen.push(
        await fetch(url, { headers: { 'Chaos-Session': 'a' } }).then(
          (response) => `${response.status} ${response.headers.get('retry-after') ?? ''}`,
          () => 'broken',
        ),
      );
    }
    return seen;
  } finally {
    await proxy.stop();
  }
}

test('twenty calls fail in the same places after a restart, and elsewhere with another seed', async () => {
  const upstream = await startUpstream();
  try {
    const first = await twenty(upstream.url, '42');
    const second = await twenty(upstream.url, '42');
    const other = await twenty(upstream.url, '43');
    expect(second).toEqual(first);
    expect(other).not.toEqual(first);
    expect(first).toContain('503 ');
    expect(first).toContain('429 1');
    expect(first).toContain('broken');
    expect(first).toContain('200 ');
  } finally {
    await upstream.close();
  }
});
