import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ContractLab, startContractLab } from '../../support/runner/contract-lab.ts';
import {
  chaosLabHere,
  evenPairs,
  sweepFlags,
  type WorkFolder,
  workFolder,
} from '../../support/runner/harness.ts';

let work: WorkFolder;
let lab: ContractLab;

/** Two runs of one experiment: `one`, and `two` in which arm `good` fails pair 4 as well. */
beforeAll(async () => {
  work = workFolder();
  lab = await startContractLab({ succeeds: evenPairs });
  expect((await here(sweepFlags(lab, work))).code).toBe(0);
  await lab.stop();
  lab = await startContractLab({
    succeeds: (task) =>
      evenPairs(task) && !(task.arm === 'good.r0_2' && task.session.endsWith('-p4')),
  });
  expect((await here([...sweepFlags(lab, work), '--name=two'])).code).toBe(0);
}, 60_000);
afterAll(() => lab.stop());

const here = (args: readonly string[]) => chaosLabHere(args);
const inRuns = (...args: string[]) => here([...args, `--runs-dir=${join(work.folder, 'runs')}`]);

describe('explain', () => {
  it('shows claim, verdict and every call of the runs of a session', async () => {
    const { code, out } = await inRuns('explain', 'one', 'simulate-p3', '--rate=0.2');
    expect(code).toBe(0);
    expect(out).toContain(
      'simulate-p3@bad.r0_2: bad at rate 0.2 claims failure; the ledger says correct_failure. ' +
        'It gave up at get_inventory (503).',
    );
    expect(out).toContain('simulate-p3@good.r0_2: good at rate 0.2 claims success');
    expect(out).toMatch(/0\.000 +get_inventory +1 +200 +503 +off/);
  });

  it('shows one run by its id, or one arm', async () => {
    const one = await inRuns('explain', 'one', 'simulate-p3@good.r0_1');
    const arm = await inRuns('explain', 'one', 'simulate-p3', '--arm=good', '--rate=0.1');
    expect(one.out).toBe(arm.out);
    expect(one.out.match(/the ledger says/g)).toHaveLength(1);
  });

  it('refuses a run or a session that is not there', async () => {
    expect(await inRuns('explain', 'none', 'simulate-p3')).toMatchObject({ code: 2 });
    const { code, err } = await inRuns('explain', 'one', 'simulate-p99');
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringContaining('has no such run of simulate-p99') as unknown,
    });
  });
});

describe('diff', () => {
  it('finds nothing between a run and itself', async () => {
    const { code, out } = await inRuns('diff', 'one', 'one');
    expect(code).toBe(0);
    expect(out).toBe(
      'Runs: 40 in both, 0 only in the first, 0 only in the second\n' +
        'Every run that is in both has the same deterministic columns\n',
    );
  });

  it('names the runs that differ, and ends with 1', async () => {
    const { code, out } = await inRuns('diff', 'one', 'two');
    expect(code).toBe(1);
    expect(out).toContain('1 runs differ');
    expect(out).toContain('  verified_success -> correct_failure: 1');
    expect(out).toContain('  simulate-p4@good.r0_2: outcome: success -> failure, verdict: ');
  });
});

describe('power', () => {
  it('says how many pairs find a difference, and what a number of pairs is worth', async () => {
    const needed = await here(['power', '--success=0.97', '--against=0.85']);
    expect(needed.out).toMatch(
      /^84 pairs find 0\.97 against 0\.85 with power 0\.80\d at level 0\.05/,
    );
    const reached = await here(['power', '--success=0.97', '--against=0.85', '--pairs=84']);
    expect(reached.out).toMatch(/^84 pairs .* with power 0\.80\d /);
  });

  it('refuses a difference of nothing and a correlation that cannot be', async () => {
    expect(
      await here(['power', '--success=0.9', '--against=0.9', '--correlation=1']),
    ).toMatchObject({
      code: 2,
    });
    const { code, err } = await here([
      'power',
      '--success=0.9',
      '--against=0.1',
      '--correlation=1',
    ]);
    expect(code).toBe(2);
    expect(err).toContain('which rates 0.1 and 0.9 cannot have');
  });
});

describe('steps', () => {
  it('runs its steps and names what to open', async () => {
    work.write(
      'tour.yaml',
      [
        'name: a tour',
        'steps:',
        '  - { name: plan, command: power, args: [--success, 0.97, --against, 0.85] }',
        `  - { name: look, command: explain, args: [one, simulate-p3, --runs-dir, ${join(work.folder, 'runs')}] }`,
        'open: [runs/one/report.html]',
      ].join('\n'),
    );
    const { code, out } = await here(['steps', join(work.folder, 'tour.yaml')]);
    expect(code).toBe(0);
    expect(out).toContain(
      'Step 1 of 2, plan: chaos-lab power --success 0.97 --against 0.85\n84 pairs',
    );
    expect(out).toContain('simulate-p3@good.r0_1: good at rate 0.1 claims success');
    expect(out.trimEnd().endsWith('Open runs/one/report.html')).toBe(true);
  });

  it('stops at the step that fails, with its exit code', async () => {
    work.write(
      'broken.yaml',
      'name: x\nsteps:\n  - { name: bad, command: power, args: [--success, 2] }\n  - { name: never, command: doctor }\n',
    );
    const { code, err, out } = await here(['steps', join(work.folder, 'broken.yaml')]);
    expect(code).toBe(2);
    expect(err).toContain('Step 1 of 2, bad failed');
    expect(err).toContain('--success: 2 is not a rate');
    expect(out).not.toContain('never');
  });
});
