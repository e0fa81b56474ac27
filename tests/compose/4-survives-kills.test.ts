import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { experimentSchema, METRIC } from '@chaos-lab/contracts';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { until } from '../support/until.ts';
import { docker } from './support/engine.ts';
import { given, labProject, labPrometheus, theLab } from './support/given-lab.ts';
import { completed, foldersIn, rowsSoFar } from './support/run-folders.ts';

const PAIRS = 250;
const RATES = [0, 0.1, 0.2, 0.3];
const DEFAULT = experimentSchema.parse(
  parse(readFileSync(new URL('../../assets/experiments/default.yaml', import.meta.url), 'utf8')),
);
/** Both arms in every pair, and the twin of the first arm in the pairs of the A/A check. */
const PLANNED = RATES.length * (2 * PAIRS + DEFAULT.aaPairs);

/** Kills the service inside its container, as a crash would, and not the container itself. */
const KILL = `
  import { readdirSync, readFileSync } from 'node:fs';
  for (const pid of readdirSync('/proc').filter((name) => /^\\d+$/.test(name))) {
    let command = '';
    try { command = readFileSync('/proc/' + pid + '/cmdline', 'utf8'); } catch {}
    const words = command.split('\\0');
    if (words[0].endsWith('node') && /bin.[\\w-]+\\.mjs$/.test(words[1] ?? '')) {
      process.kill(Number(pid), 'SIGKILL');
      console.log('killed', words[1]);
    }
  }`;

describe.skipIf(!given)('an experiment whose containers are killed one after the other', () => {
  const lab = labProject(undefined, {
    CHAOS_FAILURE_RATES: RATES.join(','),
    CHAOS_EXPERIMENTS_PER_RATE: String(PAIRS),
  });
  const restarts = async (service: string): Promise<number> => {
    const [container] = await lab.containers(service);
    const { stdout } = await docker(['inspect', '-f', '{{.RestartCount}}', container?.ID ?? '']);
    return Number(stdout);
  };

  test('comes back and ends with every row there once', async () => {
    const before = foldersIn(theLab().runs).length;
    await lab.must(['up', '--detach', '--no-deps', 'runner']);
    await until('a new run', () => foldersIn(theLab().runs).length > before, 60_000);
    const folder = foldersIn(theLab().runs).at(-1) ?? '';

    const victims = ['runner', 'agent', 'petstore-mock', 'chaos-proxy'];
    for (const [at, victim] of victims.entries()) {
      const enough = ((at + 1) * PLANNED) / 6;
      await until(`${enough} rows`, () => rowsSoFar(folder) >= enough, 300_000);
      const killed = await lab.script(victim, KILL);
      expect(killed.stdout, `${victim}: ${killed.stderr}`).toContain('killed');
      await until(`${victim} to restart`, async () => (await restarts(victim)) === 1, 60_000);
      expect(rowsSoFar(folder)).toBeLessThan(PLANNED);
    }

    const { rows, summary } = await completed(folder, 600_000);
    expect(rows).toHaveLength(PLANNED);
    expect(new Set(rows.map((row) => row['run_id'])).size).toBe(PLANNED);
    expect(summary.state).toBe('complete');
    expect(foldersIn(theLab().runs)).toHaveLength(before + 1);
    const prometheus = await labPrometheus();
    const own = `experiment="${basename(folder)}"`;
    await prometheus.settles(`sum(${METRIC.runnerRuns.name}{${own}})`, PLANNED);
  });
});
