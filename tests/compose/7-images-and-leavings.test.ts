import { describe, expect, test } from 'vitest';
import { docker } from './support/engine.ts';
import { given, labProject } from './support/given-lab.ts';

const SERVICES = ['petstore-mock', 'chaos-proxy', 'agent', 'runner'];
const MB = 1_000_000;
const BASE = 'node:24-slim';

type Inspected = {
  readonly Config: { readonly User: string };
  readonly HostConfig: {
    readonly ReadonlyRootfs: boolean;
    readonly CapDrop: readonly string[];
    readonly SecurityOpt: readonly string[];
    readonly Init: boolean;
    readonly Privileged: boolean;
  };
};

const sizeOf = async (image: string): Promise<number> =>
  Number((await docker(['image', 'inspect', '-f', '{{.Size}}', image])).stdout);

describe.skipIf(!given)('images and containers', () => {
  const lab = labProject();

  test.each(SERVICES)('the image of %s adds less than 120 MB to its base', async (service) => {
    const added = (await sizeOf(`chaos-lab/${service}:local`)) - (await sizeOf(BASE));
    process.stdout.write(`${service}: ${(added / MB).toFixed(1)} MB over ${BASE}\n`);
    expect(added).toBeGreaterThan(0);
    expect(added).toBeLessThan(120 * MB);
  });

  test.each(SERVICES)('the image of %s holds what it runs and nothing else', async (service) => {
    const listed = await docker([
      'run',
      '--rm',
      '--network',
      'none',
      '--entrypoint',
      'sh',
      `chaos-lab/${service}:local`,
      '-c',
      'ls -A /app /app/services /app/node_modules; find /app -name "*.test.ts" -not -path "*/node_modules/*"',
    ]);
    const names = new Set(listed.stdout.split('\n'));
    expect(names).toContain('ops');
    for (const unwanted of [
      '.git',
      '.env',
      'tests',
      'docs',
      'bench',
      'runs',
      'vitest',
      'typescript',
      '@biomejs',
    ]) {
      expect(names, unwanted).not.toContain(unwanted);
    }
    expect(listed.stdout).not.toContain('.test.ts');
  });

  test('every container of the lab is locked down', async () => {
    for (const { ID, Service } of await lab.containers()) {
      const { stdout } = await docker(['inspect', ID]);
      const [{ Config, HostConfig }] = JSON.parse(stdout) as [Inspected];
      expect(HostConfig.ReadonlyRootfs, Service).toBe(true);
      expect(HostConfig.CapDrop, Service).toEqual(['ALL']);
      expect(HostConfig.SecurityOpt, Service).toContain('no-new-privileges:true');
      expect(HostConfig.Init, Service).toBe(true);
      expect(HostConfig.Privileged, Service).toBe(false);
      if (SERVICES.includes(Service)) expect(Config.User, Service).not.toMatch(/^(|root|0)(:|$)/);
    }
  });

  test('a service stops in order within its grace period, and down leaves nothing', async () => {
    const name = 'chaos-lab-test-leavings';
    const small = labProject(name);
    await small.must(['up', '--detach', '--wait', 'petstore-mock', 'chaos-proxy']);
    await small.must(['stop']);
    for (const { Service, ExitCode } of await small.containers()) {
      expect(`${Service} ${ExitCode}`).toBe(`${Service} 0`);
    }
    expect((await small.down()).code).toBe(0);
    const label = `label=com.docker.compose.project=${name}`;
    for (const kind of ['container', 'network', 'volume']) {
      const all = kind === 'container' ? ['--all'] : [];
      const left = await docker([kind, 'ls', '--quiet', ...all, '--filter', label]);
      expect(left.stdout, kind).toBe('');
    }
  });
});
