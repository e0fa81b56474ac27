import { METRIC } from '@chaos-lab/contracts';
import { describe, expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { given, labProject, labPrometheus, theLab } from './support/given-lab.ts';
import { completed, foldersIn } from './support/run-folders.ts';

describe.skipIf(!given)('the running lab', () => {
  const lab = labProject();

  test('runs another experiment on request and keeps it beside the first', async () => {
    const before = foldersIn(theLab().runs).length;
    const { code, stdout, stderr } = await lab.simulate(
      '--failure-rates',
      '0',
      '0.3',
      '--experiments-per-rate',
      '20',
    );
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('Wilson 95%');
    const folders = foldersIn(theLab().runs);
    expect(folders).toHaveLength(before + 1);
    const { rows } = await completed(folders.at(-1) ?? '', 1000);
    expect(rows).toHaveLength(80);
  });

  test('has Prometheus and Grafana in a profile that a plain command turns on', async () => {
    const services = async (env: Record<string, string>): Promise<string[]> =>
      (await lab.must(['config', '--services'], env)).trim().split('\n').toSorted();
    const own = ['agent', 'chaos-proxy', 'petstore-mock', 'runner'];
    expect(await services({})).toEqual(expect.arrayContaining([...own, 'prometheus']));
    expect(await services({ COMPOSE_PROFILES: '' })).toEqual(own);
  });

  test('says what is wrong with a request, with an exit code', async () => {
    const { code, stderr } = await lab.simulate('--failure-rates', '1.5');
    expect(code).toBe(2);
    const said = stderr.split('\n').filter((line) => line.startsWith('chaos-lab: '));
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('1.5');
  });

  test('takes another agent as an arm', async () => {
    await lab.must(['up', '--detach', '--no-deps', '--wait', 'agent-extra']);
    const { code, stderr } = await lab.simulate(
      '--arm',
      'one=training',
      '--arm',
      'other=http://agent-extra:4030',
      '--failure-rates',
      '0.2',
      '--experiments-per-rate',
      '20',
    );
    expect(code, stderr).toBe(0);
    const prometheus = await labPrometheus();
    await prometheus.settles('sum(up{job="agent"})', 2);
    await lab.must(['rm', '--stop', '--force', 'agent-extra']);
  });

  test('takes three agents in place of one, and Prometheus finds them', async () => {
    await lab.must(['up', '--detach', '--no-deps', '--wait', '--scale', 'agent=3', 'agent']);
    const prometheus = await labPrometheus();
    await prometheus.settles('sum(up{job="agent"})', 3);
    const { code, stderr } = await lab.simulate(
      '--failure-rates',
      '0.1',
      '--experiments-per-rate',
      '50',
      '--concurrency',
      '12',
    );
    expect(code, stderr).toBe(0);
    await until(
      'more than one agent to have worked',
      async () =>
        (await prometheus.value(`count(sum by (instance) (${METRIC.agentTasks.name}) > 0)`)) > 1,
      20_000,
    );
    await lab.must(['up', '--detach', '--no-deps', '--wait', '--scale', 'agent=1', 'agent']);
  });
});
