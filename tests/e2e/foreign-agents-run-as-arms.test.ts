import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chaosLabEndsWith, type WorkFolder, workFolder } from '../support/runner/harness.ts';
import { type RealLab, startRealLab } from '../support/runner/real-lab.ts';

let lab: RealLab;
let work: WorkFolder;

beforeAll(async () => {
  work = workFolder();
  lab = await startRealLab();
});
afterAll(() => lab.stop());

/** The rows of one program beside an arm without recovery, two pairs at each rate. */
async function rowsOf(name: string, command: string): Promise<Record<string, string>[]> {
  await chaosLabEndsWith(0, [
    'compare',
    '--scenario=independent-errors',
    '--failure-rates=0,1',
    '--experiments-per-rate=2',
    '--concurrency=1',
    `--runs-dir=${work.folder}/runs`,
    `--name=${name}`,
    '--port=0',
    '--arm=plain=none',
    `--arm=mine=${command}`,
    ...lab.flags,
  ]);
  return work.rows('results.csv', name).filter(({ arm }) => arm === 'mine');
}

const fates = (rows: readonly Record<string, string>[], rate: string) =>
  rows
    .filter((row) => row['failure_rate'] === rate)
    .map(({ outcome, verdict, upstream_calls: calls }) => ({ outcome, verdict, calls }));

const python = spawnSync('python3', ['-c', 'import requests']).status === 0;

describe('an agent that knows nothing of the lab', () => {
  it('written with openapi-fetch: four calls when all is well, three tries when nothing is', async () => {
    const rows = await rowsOf('node', `${process.execPath} examples/openapi-fetch-agent/agent.ts`);
    expect(fates(rows, '0')).toEqual([
      { outcome: 'success', verdict: 'verified_success', calls: '4' },
      { outcome: 'success', verdict: 'verified_success', calls: '4' },
    ]);
    expect(fates(rows, '1')).toEqual([
      { outcome: 'failure', verdict: 'correct_failure', calls: '3' },
      { outcome: 'failure', verdict: 'correct_failure', calls: '3' },
    ]);
  });

  it.skipIf(!python)('written with requests of Python (needs python3 and requests)', async () => {
    const rows = await rowsOf('python', 'python3 examples/requests-agent/agent.py');
    expect(fates(rows, '0').map(({ verdict }) => verdict)).toEqual([
      'verified_success',
      'verified_success',
    ]);
    expect(fates(rows, '1').map(({ verdict }) => verdict)).toEqual([
      'correct_failure',
      'correct_failure',
    ]);
  });
});
