import { expect, onTestFinished, test } from 'vitest';
import { copyOf, type Step, stepsOf } from './support/applied-guide.ts';

/**
 * Applies a guide up to where it says that `tsc` fails, expects that, applies the rest, and gives what
 * a probe prints in the changed copy.
 */
async function followed(
  guide: string,
  {
    service,
    files,
    steps,
    fails,
    isLast,
    probe,
  }: {
    readonly service: string;
    readonly files: readonly string[];
    /** How many blocks the guide has. */
    readonly steps: number;
    readonly fails: RegExp;
    /** Blocks that are left out at first. */
    readonly isLast: (step: Step) => boolean;
    readonly probe: string;
  },
): Promise<string> {
  const all = await stepsOf(guide);
  expect(all).toHaveLength(steps);
  const copy = await copyOf(service, files);
  onTestFinished(() => copy.remove());
  for (const step of all.filter((one) => !isLast(one))) await copy.apply(step);
  expect(await copy.compile()).toMatch(fails);
  for (const step of all.filter(isLast)) await copy.apply(step);
  expect(await copy.compile()).toBe('');
  return copy.probe(probe);
}

test('add-an-output: the recorder writes the new file', async () => {
  const map = 'services/runner/src/run-folder/streams/all-streams.ts';
  const text = await followed('add-an-output.md', {
    service: 'runner',
    files: [map],
    steps: 4,
    fails: /Property 'hours' is missing/,
    isLast: ({ path }) => path === map,
    probe: `
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRecorder } from './services/runner/src/run-folder/recorder.ts';
import { STREAMS } from './services/runner/src/run-folder/streams/all-streams.ts';
const folder = mkdtempSync(join(tmpdir(), 'guide-'));
const row = { session: 's-p0', failure_rate: 0.2, arm: 'a', started_at: Date.UTC(2026, 0, 1, 14, 25) };
const run = { row: row as never, attempts: [], tapeLines: [], records: [], printed: undefined };
const recorder = await openRecorder(folder, { now: () => 0 });
await recorder.record([run, { ...run, row: { ...row, session: 's-p1' } as never }]);
await recorder.flush();
await recorder.close();
const file = join(folder, 'hours.csv');
const text = readFileSync(file, 'utf8');
const kept = await STREAMS.hours.keptBytes(file, (session) => session === 's-p0', {} as never);
console.log(JSON.stringify({ text, kept: text.slice(0, kept) }));
rmSync(folder, { recursive: true });
`,
  });
  const first = 'session,failure_rate,arm,hour\ns-p0,0.2,a,14\n';
  expect(JSON.parse(text)).toEqual({ text: `${first}s-p1,0.2,a,14\n`, kept: first });
}, 240_000);

test('add-a-strategy: the agent waits as the new strategy says', async () => {
  const map = 'services/agent/src/recovery/strategies/index.ts';
  const text = await followed('add-a-strategy.md', {
    service: 'agent',
    files: [map],
    steps: 5,
    fails: /Property 'retry_fibonacci' is missing/,
    isLast: ({ path }) => path === map,
    probe: `
import { entrySchema } from '@chaos-lab/contracts';
import { strategyOf } from './services/agent/src/recovery/strategies/index.ts';
const entry = entrySchema.parse({ strategy: 'retry_fibonacci', config: { max_retries: 5 } });
const moves = [0, 1, 2, 3, 4, 5].map((retries) =>
  strategyOf('retry_fibonacci' as never).next(entry.config as never, { retries } as never));
console.log(JSON.stringify(moves.map((move) => move.type === 'retry' ? move.waitMs : move.type)));
`,
  });
  expect(JSON.parse(text)).toEqual([1000, 1000, 2000, 3000, 5000, 'stop']);
}, 240_000);

test('add-a-metric: the new series is there', async () => {
  const text = await followed('add-a-metric.md', {
    service: 'runner',
    files: ['services/runner/src/metrics.ts'],
    steps: 4,
    fails: /Property 'again' is missing/,
    isLast: ({ code }) => code.includes('again: new Counter'),
    probe: `
import { createMetrics } from './services/runner/src/metrics.ts';
const { registry, experiment } = createMetrics();
const shown = { name: 'x', startedAt: new Date(0).toISOString(), intervalOf: () => ({ low: 0, high: 1 }) };
const row = { scenario: 's', arm: 'a', failure_rate: 0.2, verdict: 'verified_success', first_try_success: true,
  upstream_calls: 4, steps_completed: 4, failed_at: '', inconsistencies_count: 0, duration_ms: 1, seed: 1,
  run_id: 'x@a', tries: 2 };
experiment(shown).add([row as never, { ...row, tries: 1 } as never]);
console.log(await registry.metrics());
`,
  });
  expect(text).toMatch(
    /^runner_runs_made_again_total\{experiment="x",scenario="s",arm="a",rate="0.2"[^}]*\} 1$/m,
  );
}, 240_000);
