import { once } from 'node:events';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestSchema, METRIC, RUN_FILE } from '@chaos-lab/contracts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ContractLab, startContractLab } from '../../support/runner/contract-lab.ts';
import {
  addressFlags,
  chaosLab,
  evenPairs as succeeds,
  type Started,
  type WorkFolder,
  workFolder,
} from '../../support/runner/harness.ts';

let work: WorkFolder;
let labs: ContractLab[];
let started: Started[];

beforeEach(() => {
  work = workFolder();
  labs = [];
  started = [];
  writeFileSync(
    join(work.folder, 'experiment.yaml'),
    JSON.stringify({
      name: 'served',
      scenario: join(work.folder, 'scenario.yaml'),
      rates: [0.1, 0.2],
      pairs: 10,
      concurrency: 2,
      arms: [
        { name: 'bad', policy: { type: 'none' } },
        { name: 'good', policy: { type: 'blind', retries: 2 } },
      ],
    }),
  );
});
afterEach(async () => {
  for (const { child, ended } of started) {
    child.kill('SIGKILL');
    await ended;
  }
  await Promise.all(labs.map((lab) => lab.stop()));
});

async function newLab(onTask?: (count: number) => Promise<void> | void): Promise<ContractLab> {
  const lab = await startContractLab({ succeeds, onTask: (_task, count) => onTask?.(count) });
  labs.push(lab);
  return lab;
}

function serve(lab: ContractLab, experiment = join(work.folder, 'experiment.yaml')): Started {
  const one = chaosLab([
    'serve',
    `--experiment=${experiment}`,
    `--runs-dir=${join(work.folder, 'runs')}`,
    '--port=0',
    ...addressFlags(lab),
  ]);
  started.push(one);
  return one;
}

/** Waits for a line of either output and resolves to it. */
async function line({ child }: Started, stream: 'stdout' | 'stderr', pattern: RegExp) {
  let text = '';
  for (;;) {
    const found = pattern.exec(text);
    if (found) return found;
    const [chunk] = (await once(child[stream] ?? child, 'data')) as [string];
    text += chunk;
  }
}

const onlyRun = (): string => {
  const names = readdirSync(join(work.folder, 'runs'));
  expect(names).toHaveLength(1);
  return names[0] ?? '';
};

it('keeps the metrics up after the experiment, until it is told to stop', async () => {
  const server = serve(await newLab());
  const address = line(server, 'stdout', /is at (http:\S+)/);
  const wrote = line(server, 'stdout', /Wrote/);
  const [, url = ''] = await address;
  await wrote;
  const text = await (await fetch(url)).text();
  const counts = [...text.matchAll(new RegExp(`^${METRIC.runnerRuns.name}\\{.*\\} (\\d+)$`, 'gm'))];
  expect(counts.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(40);
  expect((await fetch(new URL('/readyz', url))).status).toBe(200);
  server.child.kill('SIGTERM');
  await server.ended;
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

/** Finished runs by experiment, as a scraper reads them. */
async function runsByExperiment(url: string): Promise<Record<string, number>> {
  const text = await (await fetch(url)).text();
  const runs: Record<string, number> = {};
  for (const [, labels = '', count] of text.matchAll(
    new RegExp(`^${METRIC.runnerRuns.name}\\{(.*)\\} (\\d+)$`, 'gm'),
  )) {
    const name = /experiment="([^"]*)"/.exec(labels)?.[1] ?? 'none';
    runs[name] = (runs[name] ?? 0) + Number(count);
  }
  return runs;
}

it('shows the experiments of others too, each under its name, after they have ended', async () => {
  const lab = await newLab();
  const server = serve(lab);
  const address = line(server, 'stdout', /is at (http:\S+)/);
  const wrote = line(server, 'stdout', /Wrote/);
  const [, url = ''] = await address;
  await wrote;
  const own = onlyRun();
  const simulate = async (name: string): Promise<void> => {
    const other = chaosLab([
      'run',
      join(work.folder, 'experiment.yaml'),
      `--runs-dir=${join(work.folder, 'runs')}`,
      `--name=${name}`,
      '--experiments-per-rate=5',
      '--port=0',
      ...addressFlags(lab),
    ]);
    started.push(other);
    expect(await other.ended).toMatchObject({ code: 0 });
  };
  await simulate('another');
  expect(await runsByExperiment(url)).toEqual({ [own]: 40, another: 20 });
  await simulate('third');
  expect(await runsByExperiment(url)).toEqual({ [own]: 40, another: 20, third: 20 });
  const text = await (await fetch(url)).text();
  expect(text).toContain(
    `${METRIC.runnerExperiment.name}{experiment="another",service="runner"} 0`,
  );
  expect(text).toContain(`${METRIC.runnerPlanned.name}{experiment="another",service="runner"} 20`);

  // What is taken away is no longer shown, and nothing else is counted twice for it.
  rmSync(join(work.folder, 'runs', 'another'), { recursive: true });
  expect(await runsByExperiment(url)).toEqual({ [own]: 40, third: 20 });
});

it('continues the run that a killed one left behind, and begins anew after a complete one', async () => {
  const reached = Promise.withResolvers<void>();
  const first = serve(
    await newLab((count) => {
      if (count < 15) return undefined;
      reached.resolve();
      return new Promise<void>(() => {});
    }),
  );
  await reached.promise;
  first.child.kill('SIGKILL');
  await first.ended;

  const lab = await newLab();
  await line(serve(lab), 'stdout', /Wrote/);
  const ids = work.rows(RUN_FILE.results, onlyRun()).map((row) => row['run_id']);
  expect(new Set(ids).size).toBe(40);
  expect(ids).toHaveLength(40);
  const manifest = manifestSchema.parse(work.json(RUN_FILE.manifest, onlyRun()));
  expect(manifest.resumedAt).toHaveLength(1);

  await line(serve(lab), 'stdout', /Wrote/);
  expect(readdirSync(join(work.folder, 'runs'))).toHaveLength(2);
});

it('waits for a service that is down and then ends what it began', async () => {
  const lab = await newLab();
  await lab.stopPetstore();
  const server = serve(lab);
  await line(server, 'stderr', /petstore-mock at \S+ did not answer/);
  expect(readdirSync(work.folder)).not.toContain('runs');
  await lab.startPetstore();
  await line(server, 'stdout', /Wrote/);
  expect(work.rows(RUN_FILE.results, onlyRun())).toHaveLength(40);
});

it('says once what is wrong with its input and stays, for its supervisor to show', async () => {
  const server = serve(await newLab(), 'nonsense');
  await line(server, 'stderr', /"nonsense" is not among the experiments/);
  expect(server.child.exitCode).toBeNull();
  server.child.kill('SIGTERM');
  const { err } = await server.ended;
  expect(err.match(/nonsense/g)).toHaveLength(1);
});
