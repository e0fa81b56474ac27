import { describe, expect, test } from 'vitest';
import { docker } from './support/engine.ts';
import { given, labProject } from './support/given-lab.ts';

/** Prints the status of a request, or the code of what stood in its way. */
const probe = (url: string): string => `
  try {
    const response = await fetch(${JSON.stringify(url)}, { signal: AbortSignal.timeout(2000) });
    console.log(response.status);
  } catch (error) {
    console.log(error.cause?.code ?? error.name);
  }`;

type Networks = Readonly<Record<string, { readonly IPAddress: string }>>;

describe.skipIf(!given)('the agent', () => {
  const lab = labProject();
  const from = async (service: string, url: string): Promise<string> =>
    (await lab.script(service, probe(url))).stdout.trim();

  const addressesOf = async (service: string): Promise<string[]> => {
    const [container] = await lab.containers(service);
    const { stdout } = await docker([
      'inspect',
      '--format',
      '{{json .NetworkSettings.Networks}}',
      container?.ID ?? '',
    ]);
    return Object.values(JSON.parse(stdout) as Networks).map((network) => network.IPAddress);
  };

  test('reaches the petstore through the proxy', async () => {
    expect(await from('agent', 'http://chaos-proxy:4020/api/v3/pet/1')).toBe('200');
  });

  test('does not reach the petstore by name or by any of its addresses', async () => {
    expect(await from('agent', 'http://petstore-mock:4010/readyz')).not.toMatch(/^\d+$/);
    const addresses = await addressesOf('petstore-mock');
    expect(addresses).toHaveLength(2);
    for (const address of addresses) {
      expect(await from('agent', `http://${address}:4010/readyz`)).not.toMatch(/^\d+$/);
      // The same question from where it is allowed: the probe can succeed.
      expect(await from('chaos-proxy', `http://${address}:4010/readyz`)).toBe('200');
    }
  });

  test('cannot see or change what the proxy does to it', async () => {
    for (const path of ['scenario', 'tape', 'metrics']) {
      expect(await from('agent', `http://chaos-proxy:4021/${path}`), path).toBe('401');
    }
  });

  test('has no way out to the world', async () => {
    const { stdout } = await lab.compose([
      'exec',
      '-T',
      'agent',
      'sh',
      '-c',
      'cat /proc/net/route | cut -f2',
    ]);
    // 00000000 is the destination of a default route.
    expect(stdout).not.toContain('00000000');
    expect(stdout.trim().split('\n').length).toBeGreaterThan(1);
  });
});
