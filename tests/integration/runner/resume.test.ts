import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_FILE, summarySchema } from '@chaos-lab/contracts';
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
let labs: ContractLab[];

beforeEach(() => {
  work = workFolder();
  labs = [];
});
afterEach(async () => {
  await Promise.all(labs.map((lab) => lab.stop()));
});

async function newLab(...args: Parameters<typeof startContractLab>): Promise<ContractLab> {
  const lab = await startContractLab(...args);
  labs.push(lab);
  return lab;
}

/** The experiment from beginning to end, for comparison. */
async function whole(): Promise<string> {
  const lab = await newLab({ succeeds });
  expect((await chaosLab([...sweepFlags(lab, work), '--name=whole']).ended).code).toBe(0);
  return deterministicPart(work.rows(RUN_FILE.results, 'whole'));
}

/** Kills the experiment with SIGKILL when its agent gets its `count`-th task. */
async function killedAt(count: number): Promise<void> {
  const reached = Promise.withResolvers<void>();
  const lab = await newLab({
    succeeds,
    onTask: (_task, seen) => {
      if (seen < count) return undefined;
      reached.resolve();
      return new Promise<void>(() => {});
    },
  });
  const { child, ended } = chaosLab([...sweepFlags(lab, work), '--concurrency=2']);
  await reached.promise;
  child.kill('SIGKILL');
  await ended;
}

async function resume(...args: string[]) {
  const lab = await newLab({ succeeds });
  const flags = ['run', '--resume=one', `--runs-dir=${join(work.folder, 'runs')}`, '--port=0'];
  const result = await chaosLab([...flags, ...addressFlags(lab), ...args]).ended;
  return { ...result, tasks: lab.tasks.length };
}

/** A summary without the times that were measured. */
const countsOf = (summary: unknown): unknown =>
  summarySchema
    .parse(summary)
    .cells.map(({ duration_ms: _measured, ...counted }) => JSON.stringify(counted));

const path = (name: string): string => join(work.folder, 'runs', 'one', name);
const runIds = (name: string): string[] => work.rows(name).map((row) => row['run_id'] ?? '');

describe('an experiment that was killed', () => {
  it.each([2, 17])(
    'is continued after its task %i without losing or doubling a run',
    async (count) => {
      await killedAt(count);
      const { code, err } = await resume();
      expect({ code, err: err.includes('unexpected') }).toEqual({ code: 0, err: false });
      expect(deterministicPart(work.rows(RUN_FILE.results))).toBe(await whole());
      expect(new Set(runIds(RUN_FILE.attempts)).size).toBe(40);
      expect(runIds(RUN_FILE.attempts)).toEqual(runIds(RUN_FILE.results));
      expect(work.file(RUN_FILE.tape).trimEnd().split('\n')).toHaveLength(40);
      const summary = summarySchema.parse(work.json(RUN_FILE.summary));
      expect(summary).toMatchObject({ state: 'complete', runs: 40 });
      expect(summary.fault_audit.map(({ decisions }) => decisions)).toEqual([10, 10, 10, 10]);
      expect(countsOf(work.json(RUN_FILE.summary))).toEqual(
        countsOf(work.json(RUN_FILE.summary, 'whole')),
      );
    },
  );

  it('repairs files that end in the middle of a line, each at another place', async () => {
    const expected = await whole();
    const lab = await newLab({ succeeds });
    await chaosLab(sweepFlags(lab, work)).ended;
    truncateSync(path(RUN_FILE.results), Math.floor(work.file(RUN_FILE.results).length / 2));
    truncateSync(path(RUN_FILE.attempts), work.file(RUN_FILE.attempts).length - 7);
    appendFileSync(path(RUN_FILE.tape), '{"v":1,"id":"torn');
    const { code, tasks } = await resume();
    expect(code).toBe(0);
    expect(tasks).toBeGreaterThan(10);
    expect(tasks).toBeLessThan(30);
    expect(deterministicPart(work.rows(RUN_FILE.results))).toBe(expected);
    expect(runIds(RUN_FILE.attempts)).toEqual(runIds(RUN_FILE.results));
    expect(work.file(RUN_FILE.tape).trimEnd().split('\n')).toHaveLength(40);
  });

  it('has nothing to do when everything is there', async () => {
    const lab = await newLab({ succeeds });
    await chaosLab(sweepFlags(lab, work)).ended;
    const before = readFileSync(path(RUN_FILE.results), 'utf8');
    const { code, tasks } = await resume();
    expect({ code, tasks }).toEqual({ code: 0, tasks: 0 });
    expect(readFileSync(path(RUN_FILE.results), 'utf8')).toBe(before);
  });
});

describe('what cannot be continued', () => {
  it('is refused with the reason', async () => {
    expect(await resume()).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is no run folder') as unknown,
    });
    const lab = await newLab({ succeeds });
    await chaosLab(sweepFlags(lab, work)).ended;
    expect(await resume('--seed=7')).toMatchObject({
      code: 2,
      err: expect.stringContaining('give nothing that changes it') as unknown,
    });
    writeFileSync(path(RUN_FILE.manifest), '{"v":1}');
    expect(await resume()).toMatchObject({
      code: 2,
      err: expect.stringContaining('manifest.json: experiment: ') as unknown,
    });
  });
});
