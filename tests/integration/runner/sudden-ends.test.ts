import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RUN_FILE, summarySchema } from '@chaos-lab/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ContractLab, startContractLab } from '../../support/runner/contract-lab.ts';
import {
  chaosLab,
  deterministicPart,
  evenPairs as succeeds,
  sweepFlags,
  type WorkFolder,
  workFolder,
} from '../../support/runner/harness.ts';

const MAIN = fileURLToPath(new URL('../../../services/runner/src/main.ts', import.meta.url));
let work: WorkFolder;
let labs: ContractLab[];
beforeEach(() => {
  work = workFolder();
  labs = [];
});
afterEach(() => Promise.all(labs.map((lab) => lab.stop())));

type OnTask = (count: number) => Promise<void> | void;

async function newLab(onTask?: OnTask): Promise<ContractLab> {
  const lab = await startContractLab({ succeeds, onTask: (_task, count) => onTask?.(count) });
  labs.push(lab);
  return lab;
}

/** A lab that stands still from its n-th task on, and a promise of that moment. */
async function labUntil(count: number) {
  const reached = Promise.withResolvers<void>();
  const lab = await newLab((task) => {
    if (task < count) return undefined;
    reached.resolve();
    return new Promise<void>(() => {});
  });
  return { lab, reached: reached.promise };
}

const resumeFlags = (lab: ContractLab): string[] => [
  'run',
  '--resume=one',
  `--runs-dir=${join(work.folder, 'runs')}`,
  '--port=0',
  ...sweepFlags(lab, work).filter((flag) => /^--(agent|proxy-admin|petstore-admin)-url/.test(flag)),
];

it('is killed at 20 moments, and in the end has every run once, as one that was never killed', async () => {
  for (let death = 0; death < 20; death += 1) {
    // Never in the same place of a pair, of a batch, or of what is written together.
    const { lab, reached } = await labUntil(1 + (death % 4));
    const { child, ended } = chaosLab(death === 0 ? sweepFlags(lab, work) : resumeFlags(lab));
    await Promise.race([reached, ended]);
    child.kill('SIGKILL');
    await ended;
  }
  const last = await newLab();
  const { code, err } = await chaosLab(resumeFlags(last)).ended;
  expect({ code, err: err.includes('unexpected') }).toEqual({ code: 0, err: false });
  const whole = await newLab();
  await chaosLab([...sweepFlags(whole, work), '--name=whole']).ended;
  expect(deterministicPart(work.rows(RUN_FILE.results))).toBe(
    deterministicPart(work.rows(RUN_FILE.results, 'whole')),
  );
  const records = work.file(RUN_FILE.tape).trimEnd().split('\n');
  expect(new Set(records.map((line) => (JSON.parse(line) as { id: string }).id)).size).toBe(40);
  expect(summarySchema.parse(work.json(RUN_FILE.summary))).toMatchObject({
    state: 'complete',
    runs: 40,
  });
}, 180_000);

describe('two at one run folder', () => {
  it('are one too many: the second is told who writes there, and harms nothing', async () => {
    const first = await labUntil(3);
    const killed = chaosLab([...sweepFlags(first.lab, work), '--concurrency=1']);
    await first.reached;
    killed.child.kill('SIGKILL');
    await killed.ended;

    const { lab, reached } = await labUntil(5);
    const writer = chaosLab(resumeFlags(lab));
    await reached;
    const second = await chaosLab(resumeFlags(await newLab())).ended;
    expect(second.code).toBe(3);
    expect(second.err).toContain(`is being written by process ${writer.child.pid}`);
    writer.child.kill('SIGKILL');
    await writer.ended;

    const { code } = await chaosLab(resumeFlags(await newLab())).ended;
    expect(code).toBe(0);
    expect(new Set(work.rows(RUN_FILE.results).map((row) => row['run_id'])).size).toBe(40);
  }, 60_000);
});

describe('an output that nobody reads to its end', () => {
  it.each([
    ['the JSON lines', '--json | head -n 1'],
    ['the progress', '2>&1 | head -n 2'],
  ])('is no reason to lose the experiment: %s', async (_, pipe) => {
    const flags = sweepFlags(await newLab(), work).map((flag) => `'${flag}'`);
    const shell = spawn('bash', [
      '-c',
      `set -o pipefail; '${process.execPath}' '${MAIN}' ${flags.join(' ')} ${pipe} >/dev/null; exit $?`,
    ]);
    const [code] = (await once(shell, 'close')) as [number];
    expect(code).toBe(0);
    expect(work.rows(RUN_FILE.results)).toHaveLength(40);
    expect(work.json(RUN_FILE.summary)).toMatchObject({ state: 'complete', runs: 40 });
  });
});

it.skipIf(process.getuid?.() === 0)('names a folder that it may not write to', async () => {
  const runs = join(work.folder, 'runs');
  mkdirSync(runs);
  chmodSync(runs, 0o500);
  const { code, err } = await chaosLab(sweepFlags(await newLab(), work)).ended;
  chmodSync(runs, 0o700);
  expect(code).toBe(2);
  expect(err).toContain(`cannot make the run folder ${join(runs, 'one')}`);
  expect(err).not.toContain('    at ');
});

it('makes two unnamed runs in one second, each in a folder of its own', async () => {
  const lab = await newLab();
  const flags = sweepFlags(lab, work).filter((flag) => !flag.startsWith('--name'));
  const ends = await Promise.all([chaosLab(flags).ended, chaosLab(flags).ended]);
  expect(ends.map(({ code }) => code)).toEqual([0, 0]);
  const folders = ends.map(({ out }) => /chaos-lab report (\S+)/.exec(out)?.[1] ?? '');
  expect(new Set(folders).size).toBe(2);
  const hint = await chaosLab(['report', folders[0] ?? '']).ended;
  expect(hint.code).toBe(0);
}, 60_000);
