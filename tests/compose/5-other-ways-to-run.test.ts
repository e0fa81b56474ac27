import { basename, join } from 'node:path';
import { METRIC } from '@chaos-lab/contracts';
import { describe, expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { docker } from './support/engine.ts';
import { given, labProject, labPrometheus, theLab } from './support/given-lab.ts';
import { completed, foldersIn } from './support/run-folders.ts';

/** Prints the scenario that is in force. */
const SCENARIO = `
  const headers = { Authorization: 'Bearer ' + process.env.ADMIN_TOKEN };
  console.log(await (await fetch('http://127.0.0.1:4021/scenario', { headers })).text());`;

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

  test('gives the proxy back as it was', async () => {
    const scenario = async (): Promise<string> => {
      const { stdout, stderr } = await lab.script('chaos-proxy', SCENARIO);
      expect(stdout, stderr).toContain('rules');
      return stdout;
    };
    const before = await scenario();
    expect(before).not.toContain('independent-errors');
    const { code, stderr } = await lab.simulate(
      '--failure-rates',
      '0.3',
      '--experiments-per-rate',
      '10',
    );
    expect(code, stderr).toBe(0);
    expect(await scenario()).toBe(before);
  });

  test('is told apart from the experiments before it, which keep their last figures', async () => {
    const prometheus = await labPrometheus();
    const names = foldersIn(theLab().runs).map((folder) => basename(folder));
    for (const name of names) {
      const { rows } = await completed(join(theLab().runs, name), 1000);
      await prometheus.settles(`sum(${METRIC.runnerRuns.name}{experiment="${name}"})`, rows.length);
    }
    expect(names.length).toBeGreaterThan(1);
    expect(await prometheus.labelValues('experiment', METRIC.runnerRuns.name)).toEqual(
      expect.arrayContaining(names),
    );
  });

  test('has profiles: one leaves out Grafana and nothing else, one is the proxy watched', async () => {
    const services = async (env: Record<string, string>): Promise<string[]> =>
      (await lab.must(['config', '--services'], env)).trim().split('\n').toSorted();
    const own = ['agent', 'chaos-proxy', 'petstore-mock', 'runner'];
    const profiles = (names: string) => services({ COMPOSE_PROFILES: names });
    expect(await profiles('lab,prometheus,grafana')).toEqual(
      [...own, 'grafana', 'prometheus'].toSorted(),
    );
    expect(await profiles('lab,prometheus')).toEqual([...own, 'prometheus'].toSorted());
    expect(await profiles('lab')).toEqual(own);
    expect(await profiles('proxy')).toEqual(['chaos-proxy', 'grafana', 'prometheus']);
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

  test('takes three agents in place of one, which stay whatever is run next', async () => {
    await lab.must(['up', '--detach', '--wait', '--scale', 'agent=3', 'agent']);
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
    expect(await lab.containers('agent')).toHaveLength(3);
    await until(
      'more than one agent to have worked',
      async () =>
        (await prometheus.value(`count(sum by (instance) (${METRIC.agentTasks.name}) > 0)`)) > 1,
      20_000,
    );
    await lab.must(['up', '--detach', '--wait', 'runner']);
    expect(await lab.containers('agent')).toHaveLength(3);
    await lab.must(['up', '--detach', '--wait', '--scale', 'agent=1', 'agent']);
  });

  test('stays as it is at a second up', async () => {
    const ids = async () => (await lab.containers()).map(({ ID }) => ID).toSorted();
    const before = await ids();
    await lab.must(['up', '--detach', '--wait']);
    expect(await ids()).toEqual(before);
  });

  test('is whole again with one up after docker kill', async () => {
    for (const service of ['chaos-proxy', 'agent']) {
      const [container] = await lab.containers(service);
      expect((await docker(['kill', container?.ID ?? ''])).code).toBe(0);
    }
    await lab.must(['up', '--detach', '--wait']);
    for (const { Service, State, Health } of await lab.containers()) {
      expect(`${Service} ${State} ${Health}`).toBe(`${Service} running healthy`);
    }
  });
});
