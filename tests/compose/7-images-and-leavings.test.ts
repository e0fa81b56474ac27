import { describe, expect, test } from 'vitest';
import { docker } from './support/engine.ts';
import { given, labProject, theLab } from './support/given-lab.ts';

const SERVICES = ['petstore-mock', 'chaos-proxy', 'agent', 'runner'];
const MB = 1_000_000;
const BASE = 'node:24-slim';

type Inspected = {
  readonly HostConfig: {
    readonly ReadonlyRootfs: boolean;
    readonly CapDrop: readonly string[];
    readonly SecurityOpt: readonly string[];
    readonly Init: boolean;
    readonly Privileged: boolean;
    readonly Memory: number;
    readonly PidsLimit: number;
  };
};

/** Who runs the service's own process, and what it may do. */
const WHO_RUNS = `
  import { readdirSync, readFileSync } from 'node:fs';
  for (const pid of readdirSync('/proc').filter((name) => /^\\d+$/.test(name))) {
    const read = (file) => readFileSync('/proc/' + pid + '/' + file, 'utf8');
    let words = [];
    try { words = read('cmdline').split('\\0'); } catch {}
    if (!words[0]?.endsWith('node') || !/bin.[\\w-]+\\.mjs$/.test(words[1] ?? '')) continue;
    const field = (name) => new RegExp('^' + name + ':\\\\s+(\\\\S+)', 'm').exec(read('status'))[1];
    const [uid, capabilities, bounding] = ['Uid', 'CapEff', 'CapBnd'].map(field);
    console.log(JSON.stringify({ uid, capabilities, bounding }));
    break;
  }`;

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
      const [{ HostConfig }] = JSON.parse(stdout) as [Inspected];
      expect(HostConfig.ReadonlyRootfs, Service).toBe(true);
      expect(HostConfig.CapDrop, Service).toEqual(['ALL']);
      expect(HostConfig.SecurityOpt, Service).toContain('no-new-privileges:true');
      expect(HostConfig.Init, Service).toBe(true);
      expect(HostConfig.Privileged, Service).toBe(false);
      expect(HostConfig.Memory, Service).toBeGreaterThan(0);
      expect(HostConfig.PidsLimit, Service).toBeGreaterThan(0);
    }
  });

  test.each(SERVICES)('what runs in %s has no privilege', async (service) => {
    const { stdout } = await lab.script(service, WHO_RUNS);
    const { uid, capabilities, bounding } = JSON.parse(stdout) as Record<string, string>;
    expect(Number(uid)).toBe(service === 'runner' ? theLab().user.uid : 1000);
    expect(Number(`0x${capabilities}`)).toBe(0);
    expect(Number(`0x${bounding}`)).toBe(0);
  });

  test('a service stops in order within its grace period, and down leaves nothing', async () => {
    const name = 'chaos-lab-test-leavings';
    const small = labProject(name);
    await small.must(['up', '--detach', '--wait']);
    await small.must(['stop']);
    const stopped = await small.containers();
    expect(stopped.length).toBeGreaterThan(3);
    for (const { Service, ExitCode } of stopped) {
      // The runner says when it was in the middle of an experiment.
      expect(Service === 'runner' ? [0, 130] : [0], Service).toContain(ExitCode);
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
