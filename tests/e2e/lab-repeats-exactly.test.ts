import { join } from 'node:path';
import { RUN_FILE, summarySchema } from '@chaos-lab/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  chaosLabEndsWith,
  deterministicPart,
  type WorkFolder,
  workFolder,
} from '../support/runner/harness.ts';

let work: WorkFolder;

beforeAll(() => {
  work = workFolder();
});

/** Runs an experiment on processes of its own, which end with it. */
async function run(name: string, ...args: string[]): Promise<void> {
  await chaosLabEndsWith(0, [
    'simulate',
    '--failure-rates=0.1,0.3',
    '--experiments-per-rate=60',
    '--port=0',
    `--name=${name}`,
    `--runs-dir=${join(work.folder, 'runs')}`,
    ...args,
  ]);
}

describe('one experiment, again and again', () => {
  it('has the same deterministic columns at concurrency 1, 8 and 64, after restarting every process', async () => {
    await run('one', '--concurrency=1');
    await run('some', '--concurrency=8');
    await run('many', '--concurrency=64');
    const one = deterministicPart(work.rows(RUN_FILE.results, 'one'));
    expect(work.rows(RUN_FILE.results, 'one')).toHaveLength(240);
    expect(deterministicPart(work.rows(RUN_FILE.results, 'some'))).toBe(one);
    expect(deterministicPart(work.rows(RUN_FILE.results, 'many'))).toBe(one);
  }, 300_000);

  it('has other faults under another seed', async () => {
    await run('other', '--seed=43');
    expect(deterministicPart(work.rows(RUN_FILE.results, 'other'))).not.toBe(
      deterministicPart(work.rows(RUN_FILE.results, 'many')),
    );
  }, 300_000);

  it('shows no discordant pair between two arms with the same playbook', async () => {
    await run('aa', '--arm=one=playbook:training', '--arm=two=playbook:training');
    const { comparisons } = summarySchema.parse(work.json(RUN_FILE.summary, 'aa'));
    expect(comparisons.map(({ pairs, b, c }) => ({ pairs, b, c }))).toEqual([
      { pairs: 60, b: 0, c: 0 },
      { pairs: 60, b: 0, c: 0 },
    ]);
    const retries = new Map<string, Set<string>>();
    for (const row of work.rows(RUN_FILE.results, 'aa')) {
      const key = `${row['session']} ${row['failure_rate']}`;
      const seen = retries.get(key) ?? new Set();
      retries.set(key, seen.add(`${row['retries']} ${row['wait_ms']} ${row['upstream_calls']}`));
    }
    expect([...retries.values()].filter((seen) => seen.size > 1)).toEqual([]);
  }, 300_000);
});

describe('a run made again from its tape', () => {
  it('ends exactly as before, without the seed', async () => {
    await run('first', '--experiments-per-rate=10');
    const runs = `--runs-dir=${join(work.folder, 'runs')}`;
    const { out } = await chaosLabEndsWith(0, [
      'replay',
      'first',
      '--name=again',
      '--port=0',
      runs,
    ]);
    expect(out).toContain('Runs: 40 in both, 0 only in the first, 0 only in the second');
    expect(out).toContain('Every run that is in both has the same deterministic columns');
    const sources = work
      .file(RUN_FILE.tape, 'again')
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { source: string }).source);
    expect(new Set(sources)).toEqual(new Set(['tape']));
  }, 300_000);
});
