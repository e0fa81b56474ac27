import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { manifestSchema, RUN_COLUMNS, summarySchema } from '@chaos-lab/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ContractLab, startContractLab } from '../../support/runner/contract-lab.ts';
import {
  addressFlags,
  chaosLab,
  deterministicPart,
  evenPairs as succeeds,
  sweepFlags,
  type WorkFolder,
  workFolder,
} from '../../support/runner/harness.ts';

let work: WorkFolder;
let lab: ContractLab | undefined;

beforeEach(() => {
  work = workFolder();
});
afterEach(async () => {
  await lab?.stop();
  lab = undefined;
});

const start = (at: ContractLab, ...args: string[]) => chaosLab([...sweepFlags(at, work), ...args]);

describe('an experiment against running services', () => {
  it('writes a row a run, the summary, the manifest, attempts, tape and metrics', async () => {
    lab = await startContractLab({ succeeds });
    const { code, out, err } = await start(lab).ended;
    expect({ code, err: err.includes('unexpected') }).toEqual({ code: 0, err: false });

    const rows = work.rows('results.csv');
    expect(rows).toHaveLength(40);
    expect(Object.keys(rows[0] ?? {})).toEqual(Object.keys(RUN_COLUMNS));
    expect(new Set(rows.map((row) => row['run_id'])).size).toBe(40);
    expect(rows.map((row) => Number(row['failure_rate']))).toEqual(
      [0.1, 0.2].flatMap((rate) => Array.from({ length: 20 }, () => rate)),
    );
    expect(rows.filter((row) => row['verdict'] === 'verified_success')).toHaveLength(30);
    expect(work.rows('attempts.csv')).toHaveLength(40);
    expect(work.file('tape.ndjson').trimEnd().split('\n')).toHaveLength(40);

    const summary = summarySchema.parse(work.json('summary.json'));
    expect(summary).toMatchObject({ state: 'complete', partial: false, runs: 40, pairs_done: 20 });
    expect(summary.cells[0]).toMatchObject({
      arm: 'bad',
      failure_rate: 0.1,
      success: { count: 5, n: 10, ratio: 0.5 },
    });
    expect(summary.comparisons[0]).toMatchObject({ arm: 'good', against: 'bad', b: 5, c: 0 });
    expect(manifestSchema.parse(work.json('manifest.json')).experiment.seed).toBe(42);
    expect(work.file('metrics.prom')).toContain('runner_runs_total{');

    expect(out).toContain('bad');
    expect(out).toContain('[23.7%, 76.3%]');
    for (const name of readdirSync(join(work.folder, 'runs', 'one'))) expect(out).toContain(name);
  });

  it('sends the scenario with a rule a rate, and tasks that differ only in arm, policy and trace', async () => {
    lab = await startContractLab({ succeeds });
    await start(lab, '--time-scale', '50').ended;
    expect(lab.scenarios).toMatchObject([
      {
        seed: 42,
        timeScale: 50,
        rules: [
          { match: { arm: ['*.r0_1'] }, rate: 0.1 },
          { match: { arm: ['*.r0_2'] }, rate: 0.2 },
        ],
      },
    ]);
    const pair = lab.tasks.filter((task) => task.session === 'simulate-p3');
    expect(pair.map((task) => task.arm).toSorted()).toEqual([
      'bad.r0_1',
      'bad.r0_2',
      'good.r0_1',
      'good.r0_2',
    ]);
    const rest = pair.map(({ arm: _arm, policy: _policy, traceparent: _trace, ...same }) =>
      JSON.stringify(same),
    );
    expect(new Set(rest).size).toBe(1);
  });

  it('writes the same deterministic columns at concurrency 1 and 32', async () => {
    const text = async (concurrency: string): Promise<string> => {
      const at = await startContractLab({ succeeds });
      await start(at, '--concurrency', concurrency, '--name', `c${concurrency}`).ended;
      await at.stop();
      return deterministicPart(work.rows('results.csv', `c${concurrency}`));
    };
    expect(await text('32')).toBe(await text('1'));
  });
});

describe('an experiment whose pairs arrive at a pace', () => {
  it('begins every run when it is due, though none before it has been answered', async () => {
    const everybodyIsHere = Promise.withResolvers<void>();
    lab = await startContractLab({
      succeeds,
      onTask(_task, count) {
        if (count === 40) everybodyIsHere.resolve();
        return everybodyIsHere.promise;
      },
    });
    const file = join(work.folder, 'open.yaml');
    const design = {
      name: 'open',
      scenario: join(work.folder, 'scenario.yaml'),
      rates: [0.1, 0.2],
      pairs: 10,
      arms: ['bad', 'good'].map((name) => ({ name, policy: { type: 'none' } })),
      concurrency: 20,
      arrivalsPerS: 20,
      timeScale: 2,
    };
    work.write('open.yaml', JSON.stringify(design));
    const where = [`--runs-dir=${join(work.folder, 'runs')}`, '--port=0', '--name=one'];
    const { code } = await chaosLab(['run', file, ...where, ...addressFlags(lab)]).ended;
    expect(code).toBe(0);
    const rows = work.rows('results.csv');
    expect(rows).toHaveLength(40);
    const begun = rows.map((row) => Number(row['started_at']));
    // The 20th pair is due 19 paces of 25 real ms after the first, which a busy machine may begin late.
    expect((begun.at(-1) ?? 0) - (begun[0] ?? 0)).toBeGreaterThanOrEqual(400);
  });
});

describe('an experiment that does not reach its end', () => {
  it('leaves whole rows and a partial summary after Ctrl-C', async () => {
    const reached = Promise.withResolvers<void>();
    lab = await startContractLab({
      succeeds,
      onTask: (_task, count) => {
        if (count < 12) return undefined;
        reached.resolve();
        return new Promise<void>(() => {});
      },
    });
    const { child, ended } = start(lab, '--concurrency', '1');
    await reached.promise;
    child.kill('SIGINT');
    const { code, err } = await ended;
    expect(code).toBe(130);
    expect(err).toContain('interrupted');
    expect(work.file('results.csv').endsWith('\n')).toBe(true);
    expect(work.rows('results.csv')).toHaveLength(10);
    expect(work.json('summary.json')).toMatchObject({
      state: 'interrupted',
      partial: true,
      runs: 10,
    });
  });

  it('says who is gone when the petstore dies, with the exit code of a lab failure', async () => {
    lab = await startContractLab({
      succeeds,
      onTask: async (_task, count) => {
        if (count === 12) await lab?.stopPetstore();
      },
    });
    const { code, err } = await start(lab, '--concurrency', '1').ended;
    expect(code).toBe(3);
    expect(err).toContain(`petstore-mock at ${lab.petstoreAdminUrl} did not answer`);
    expect(err).not.toContain('    at ');
    // A pair counts once every process was heard after it; that of the last one before may miss that.
    expect([8, 10]).toContain(work.rows('results.csv').length);
    expect(work.json('summary.json')).toMatchObject({ state: 'failed', partial: true });
  });

  it('repeats why the agent refuses a playbook, as bad input', async () => {
    lab = await startContractLab({
      succeeds,
      refuses: () => ({
        type: 'urn:chaos-lab:problem:playbook-invalid',
        detail: 'broken.json: /get_inventory: expected a strategy',
      }),
    });
    const { code, err } = await start(lab).ended;
    expect(code).toBe(2);
    expect(err).toContain('broken.json: /get_inventory: expected a strategy');
  });

  it('refuses a run folder that exists and leaves it alone', async () => {
    lab = await startContractLab({ succeeds });
    await start(lab).ended;
    const before = work.file('results.csv');
    const { code, err } = await start(lab).ended;
    expect(code).toBe(2);
    expect(err).toContain('exists: choose another --name');
    expect(work.file('results.csv')).toBe(before);
  });
});
