import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { docker } from './support/engine.ts';
import { given, labProject, theLab } from './support/given-lab.ts';
import type { Project } from './support/compose.ts';

/** The container is there, unwell, has not been started again, and has said this one line. */
async function expectOneLine(lab: Project, service: string, line: RegExp): Promise<void> {
  const [container] = await lab.containers(service);
  expect(`${container?.State} ${container?.Health}`).toBe('running unhealthy');
  const { stdout } = await docker(['inspect', '-f', '{{.RestartCount}}', container?.ID ?? '']);
  expect(stdout.trim()).toBe('0');
  const complaints = (await lab.logs(service)).filter((text) =>
    /^(chaos-lab|chaos-proxy|petstore-mock|agent): /.test(text),
  );
  expect(complaints).toHaveLength(1);
  expect(complaints[0]).toMatch(line);
  expect((await lab.logs(service)).join('\n')).not.toMatch(/^\s+at /m);
}

describe.skipIf(!given)('bad input', () => {
  const up = ['up', '--detach', '--wait', '--no-deps', '--force-recreate'];

  test('a proxy without a target', async () => {
    const lab = labProject('chaos-lab-test-target', { CHAOS_TARGET: '' });
    try {
      expect((await lab.compose([...up, 'chaos-proxy'])).code).not.toBe(0);
      await expectOneLine(lab, 'chaos-proxy', /CHAOS_TARGET/);
    } finally {
      await lab.down();
    }
  });

  test('an admin port without a token', async () => {
    const lab = labProject('chaos-lab-test-open', { ADMIN_TOKEN: '' });
    try {
      expect((await lab.compose([...up, 'petstore-mock'])).code).not.toBe(0);
      await expectOneLine(lab, 'petstore-mock', /open to the network.*--admin-token/);
    } finally {
      await lab.down();
    }
  });

  test('a runner with the wrong token', async () => {
    const lab = labProject(undefined, { RUNNER_ADMIN_TOKEN: 'wrong' });
    expect((await lab.compose([...up, 'runner'])).code).not.toBe(0);
    await expectOneLine(lab, 'runner', /chaos-proxy.*401.*token/);
    expect((await lab.logs('runner')).join('\n')).not.toContain('wrong');
  });

  test('a folder of runs that cannot be written', async () => {
    const { uid, gid } = theLab().user;
    const locked = join(theLab().runs, 'locked');
    mkdirSync(locked);
    chownSync(locked, uid, gid);
    chmodSync(locked, 0o555);
    const lab = labProject(undefined, { RUNS_DIR: locked });
    expect((await lab.compose([...up, 'runner'])).code).not.toBe(0);
    await expectOneLine(lab, 'runner', /cannot make the run folder \/runs\/.*permission denied/);
  });

  test('an experiment that does not exist', async () => {
    const lab = labProject(undefined, { CHAOS_EXPERIMENT: 'nonsense' });
    expect((await lab.compose([...up, 'runner'])).code).not.toBe(0);
    await expectOneLine(lab, 'runner', /"nonsense" is not among the experiments/);
  });
});
