import { readdirSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { METRIC } from '@chaos-lab/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { aClone } from './support/a-clone.ts';
import { type Project, project } from './support/compose.ts';
import type { User } from './support/engine.ts';
import { given, labProject, labPrometheus, theLab } from './support/given-lab.ts';
import { completed, foldersIn } from './support/run-folders.ts';

describe.skipIf(!given || process.getuid?.() !== 0)('a user with another id', () => {
  let user: User;
  let lab: Project;
  beforeAll(async () => {
    user = await aClone(4321);
    const small = {
      COMPOSE_PROFILES: 'lab',
      CHAOS_FAILURE_RATES: '0',
      CHAOS_EXPERIMENTS_PER_RATE: '10',
    };
    lab = project('chaos-lab-test-user', { ...theLab().settings, ...small }, user);
  });
  afterAll(async () => {
    await lab.down();
    rmSync(user.home, { recursive: true });
  });

  test('has the results of their own lab, with no command before it', async () => {
    await lab.must(['up', '--detach', '--wait']);
    const runs = join(user.folder, 'runs');
    await until('a run folder', () => foldersIn(runs).length > 0, 60_000);
    const { path } = await completed(foldersIn(runs)[0] ?? '', 120_000);
    expect(statSync(runs).uid).toBe(4321);
    for (const file of readdirSync(path)) expect(statSync(join(path, file)).uid, file).toBe(4321);
  });

  test('is told which port is in use', async () => {
    const taken = new URL(await lab.url('chaos-proxy', 4020)).port;
    const second = project(
      'chaos-lab-test-port',
      { ...theLab().settings, PROXY_PORT: taken },
      user,
    );
    try {
      const { code, stderr } = await second.compose(['up', '--detach', 'chaos-proxy']);
      expect(code).not.toBe(0);
      expect(stderr).toContain(`127.0.0.1:${taken}`);
    } finally {
      await second.down();
    }
  });
});

describe.skipIf(!given)('the proxy in front of an API on this machine', () => {
  let api: Server;
  let lab: Project;
  beforeAll(async () => {
    api = createServer((request, response) => response.end(`real ${request.url}`));
    await new Promise<void>((resolve) => api.listen(0, '0.0.0.0', resolve));
    const { port } = api.address() as AddressInfo;
    lab = labProject('chaos-lab-test-proxy', {
      CHAOS_TARGET: `http://host.docker.internal:${port}`,
      CHAOS_RATE: '0.5',
      CHAOS_FAULTS: 'http-503',
    });
  });
  afterEach(() => lab.down());
  afterAll(() => new Promise((resolve) => api.close(resolve)));

  const running = async () => (await lab.containers()).map(({ Service }) => Service).toSorted();

  test('stands there watched, and without the petstore', async () => {
    const profile = theLab().grafana ? 'proxy' : 'prometheus';
    await lab.must(['up', '--detach', '--wait'], { COMPOSE_PROFILES: profile });
    const watching = theLab().grafana ? ['grafana', 'prometheus'] : ['prometheus'];
    expect(await running()).toEqual(['chaos-proxy', ...watching]);

    const url = await lab.url('chaos-proxy', 4020);
    const answers: string[] = [];
    for (let n = 0; n < 40; n += 1) {
      const answer = await fetch(`${url}/things/${n}`);
      answers.push(answer.status === 200 ? await answer.text() : String(answer.status));
    }
    expect(new Set(answers.filter((text) => !text.startsWith('real /things/')))).toEqual(
      new Set(['503']),
    );
    expect(answers.filter((text) => text.startsWith('real')).length).toBeGreaterThan(0);
    const prometheus = await labPrometheus(lab);
    await prometheus.settles(`sum(${METRIC.proxyRequests.name})`, 40);
  });

  test('is what three names bring, and nothing else', async () => {
    const names = ['chaos-proxy', 'prometheus', ...(theLab().grafana ? ['grafana'] : [])];
    await lab.must(['up', '--detach', '--wait', ...names]);
    expect(await running()).toEqual(names.toSorted());
    const url = await lab.url('chaos-proxy', 4020);
    await until('an answer of the API', async () => (await fetch(url)).status === 200, 10_000);
  });
});
