import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ContractLab, startContractLab } from '../../support/runner/contract-lab.ts';
import {
  chaosLabHere,
  evenPairs as succeeds,
  sweepFlags,
  type WorkFolder,
  workFolder,
} from '../../support/runner/harness.ts';

let work: WorkFolder;
let lab: ContractLab;

beforeAll(async () => {
  work = workFolder();
  lab = await startContractLab({ succeeds });
});
afterAll(() => lab.stop());

/** Every line of stderr is one complaint. */
async function complaints(args: readonly string[]): Promise<string[]> {
  const { code, err, out } = await chaosLabHere(args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  return err.trimEnd().split('\n');
}

describe('bad input', () => {
  it.each([
    [
      ['--failure-rates', '1.5'],
      '--failure-rates: 1.5 is not a rate: expected a number from 0 to 1 (flag)',
    ],
    [['--failure-rates=0.3,0.3'], 'the experiment: rates[3]: 0.3 appears twice'],
    [
      ['--experiments-per-rate=0'],
      '--experiments-per-rate: 0 is not a number of pairs: expected a whole number from 1 to 10000000 (flag)',
    ],
    [
      ['--name=../out'],
      '"../out" is no name for a run: expected 1 to 128 characters of A-Z a-z 0-9 . _ -',
    ],
    [['--name=..'], '".." is no name for a run: expected a letter or digit at the start'],
    [['--scenario=nowhere.yaml'], 'nowhere.yaml: there is no such file'],
    [['--arm=good=none'], '--arm good: there are two arms of this name'],
    [
      ['--agent-url=nowhere'],
      '--agent-url: nowhere is not an http URL: expected something like http://127.0.0.1:4010 (flag)',
    ],
    [['--unknown'], '--unknown: unknown flag'],
    [
      ['--arm=other=playbook:unknown'],
      'the agent has no playbook "unknown": expected one of known',
    ],
    [
      ['--proxy-url=http://127.0.0.1:9', '--arm=mine=no-such-program --with args'],
      'arm mine: cannot start "no-such-program --with args": there is no program no-such-program',
    ],
  ])('%j is refused in one line', async (args, message) => {
    expect(await complaints([...sweepFlags(lab, work), ...args])).toEqual([
      `chaos-lab: ${message}`,
    ]);
  });

  it('lists everything that is wrong at once', async () => {
    expect(
      await complaints(['simulate', '--failure-rates=2', '--seed=-1', '--arm=x', '--colour']),
    ).toEqual([
      'chaos-lab: --colour: unknown flag',
      'chaos-lab: --failure-rates: 2 is not a rate: expected a number from 0 to 1 (flag)',
      'chaos-lab: --seed: -1 is not a seed: expected a whole number from 0 to 9007199254740991 (flag)',
      expect.stringContaining('chaos-lab: --arm x: expected NAME=none') as unknown,
    ]);
  });

  it('wants all addresses or none', async () => {
    expect(await complaints(['simulate', `--agent-url=${lab.agentUrl}`])).toEqual([
      'chaos-lab: --proxy-admin-url: missing: give every address of a running lab, or none to start one',
      'chaos-lab: --petstore-admin-url: missing: give every address of a running lab, or none to start one',
    ]);
  });

  it('says what it expected where nothing was given', async () => {
    expect(await complaints([])).toEqual(['chaos-lab: no command given (see --help)']);
    expect(await complaints(['compare', '--arm=a=none'])).toEqual([
      'chaos-lab: --arm: expected at least two arms',
    ]);
    expect(await complaints(['run'])).toEqual([
      'chaos-lab: expected an experiment, or --resume RUN',
    ]);
    expect(await complaints(['run', 'nowhere'])).toEqual([
      expect.stringContaining('"nowhere" is not among the experiments') as unknown,
    ]);
  });

  it('refuses a port of its own that is in use', async () => {
    const port = new URL(lab.agentUrl).port;
    expect(await complaints([...sweepFlags(lab, work), `--port=${port}`])).toEqual([
      expect.stringContaining(`port ${port} on 127.0.0.1 is in use`) as unknown,
    ]);
  });

  it('needs the traffic port of a running proxy for a program', async () => {
    expect(await complaints([...sweepFlags(lab, work), '--arm=mine=node agent.mjs'])).toEqual([
      'chaos-lab: arm mine is a program: give --proxy-url, its way to the proxy',
    ]);
  });

  it('leaves no run folder behind', async () => {
    const args = [...sweepFlags(lab, work), `--agent-url=http://127.0.0.1:9`];
    const { code, err } = await chaosLabHere(args);
    expect(code).toBe(3);
    expect(err).toContain('the agent at http://127.0.0.1:9 did not answer GET /healthz');
    expect(() => work.file('manifest.json')).toThrow('ENOENT');
  });
});

describe('an experiment file', () => {
  it('is refused with every place that is wrong', async () => {
    const path = join(work.folder, 'experiment.yaml');
    work.write(
      'experiment.yaml',
      'name: x\nrates: [0.1, 2]\narms: [{name: a, police: {}}]\npairs: many\n',
    );
    expect(await complaints(['run', path])).toEqual([
      `chaos-lab: ${path}: scenario: Invalid input: expected string, received undefined`,
      `chaos-lab: ${path}: rates[1]: Too big: expected number to be <=1`,
      expect.stringContaining(`${path}: arms[0]: `) as unknown,
      `chaos-lab: ${path}: pairs: Invalid input: expected number, received string`,
    ]);
    work.write('experiment.yaml', 'name: [');
    expect((await complaints(['run', path]))[0]).toContain(`${path}:1: not YAML: `);
  });
});
