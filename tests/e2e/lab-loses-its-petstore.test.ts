import { join } from 'node:path';
import { RUN_COLUMNS, RUN_FILE, summarySchema } from '@chaos-lab/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chaosLab, type WorkFolder, workFolder } from '../support/runner/harness.ts';
import { until } from '../support/until.ts';
import { type RealLab, startRealLab } from '../support/runner/real-lab.ts';

let work: WorkFolder;
let lab: RealLab;

beforeAll(async () => {
  work = workFolder();
  lab = await startRealLab();
}, 180_000);
afterAll(() => lab.stop());

describe('petstore-mock killed half way', () => {
  it('ends the experiment with a clear message, its own exit code, and whole rows only', async () => {
    const { child, ended } = chaosLab([
      'simulate',
      '--failure-rates=0.2',
      '--experiments-per-rate=100000',
      '--json',
      '--port=0',
      '--name=one',
      `--runs-dir=${join(work.folder, 'runs')}`,
      ...lab.flags,
    ]);
    let said = '';
    child.stdout?.on('data', (text: string) => (said += text));
    const done = (): number[] =>
      [...said.matchAll(/"event":"progress","done":(\d+)/g)].map((match) => Number(match[1]));
    await until('a hundred runs', () => Math.max(0, ...done()) > 100, 60_000);
    process.kill(lab.petstore.pid, 'SIGKILL');
    const { code, err } = await ended;
    expect(code).toBe(3);
    expect(err).toContain('petstore');
    expect(err).not.toContain('    at ');

    const text = work.file(RUN_FILE.results);
    const lines = text.split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.length).toBeGreaterThan(100);
    const columns = Object.keys(RUN_COLUMNS).length;
    expect(new Set(lines.map((line) => line.split(',').length))).toEqual(new Set([columns]));
    const summary = summarySchema.parse(work.json(RUN_FILE.summary));
    expect(summary).toMatchObject({ state: 'failed', partial: true, runs: lines.length - 1 });
    expect(summary.real_upstream_failures).toBe(0);
  }, 120_000);
});
