import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_FILE } from '@chaos-lab/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { isAlive, until } from '../support/until.ts';
import { chaosLab, type Ended, type WorkFolder, workFolder } from '../support/runner/harness.ts';

let work: WorkFolder;
beforeEach(() => {
  work = workFolder();
});

const lab = (...args: string[]) =>
  chaosLab(['lab', '--name=one', `--runs-dir=${join(work.folder, 'runs')}`, ...args]);

/** The processes that it says it started. */
const pidsIn = ({ err, out }: Pick<Ended, 'err' | 'out'>): number[] =>
  [...(err + out).matchAll(/\(pid (\d+)\)/g)].map((match) => Number(match[1]));

describe('chaos-lab lab', () => {
  it('goes from nothing to a table, names its files, and leaves no process behind', async () => {
    const ended = await lab('--experiments-per-rate=25', '--port=0').ended;
    expect(ended.code).toBe(0);
    const pids = pidsIn(ended);
    expect(pids).toHaveLength(3);
    expect(pids.filter(isAlive)).toEqual([]);
    expect(ended.out).toMatch(/^rate +arm +runs +success +Wilson 95%/m);
    for (const rate of [0, 0.01, 0.03, 0.05, 0.1, 0.15, 0.2, 0.3]) {
      expect(ended.out).toMatch(new RegExp(`^ *${rate} +baseline +25 `, 'm'));
      expect(ended.out).toMatch(new RegExp(`^ *${rate} +playbook +25 `, 'm'));
    }
    const files = readdirSync(join(work.folder, 'runs', 'one'));
    expect(files.toSorted()).toEqual(Object.values(RUN_FILE).toSorted());
    for (const file of files) expect(ended.out).toContain(join('runs', 'one', file));
    expect(ended.err).toContain('every wait divided by 1000');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('stops everything on %s', async (signal) => {
    const { child, ended } = lab('--experiments-per-rate=100000', '--json', '--port=0');
    let said = '';
    child.stdout?.on('data', (text: string) => (said += text));
    await until('progress', () => said.includes('"event":"progress"'), 60_000);
    child.kill(signal);
    const end = await ended;
    expect(end.code).toBe(130);
    expect(pidsIn(end)).toHaveLength(3);
    expect(pidsIn(end).filter(isAlive)).toEqual([]);
    expect(work.json(RUN_FILE.summary)).toMatchObject({ state: 'interrupted', partial: true });
  });

  it('takes its processes down with it when it is killed', async () => {
    const { child, ended } = lab('--experiments-per-rate=100000', '--json', '--port=0');
    let said = '';
    child.stdout?.on('data', (text: string) => (said += text));
    await until('progress', () => said.includes('"event":"progress"'), 60_000);
    child.kill('SIGKILL');
    const pids = pidsIn(await ended);
    expect(pids).toHaveLength(3);
    await until('the end of the services', () => !pids.some(isAlive));
  });
});
