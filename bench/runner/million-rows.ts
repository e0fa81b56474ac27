// node --max-old-space-size=64 --max-semi-space-size=4 bench/runner/million-rows.ts [ROWS]
// Sends rows through the sink and the summary as an experiment does, and shows the memory it takes.
// Under these limits anything that is kept per row ends the process; without them V8 lets garbage
// pile up to some 190 MB before it collects, whatever the number of rows.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AttemptRow,
  experimentSchema,
  RUN_FILE,
  type RunRow,
  scenarioSchema,
} from '@chaos-lab/contracts';
import { seededRandom } from '@chaos-lab/service-kit/seeded-random';
import { planPairs } from '../../services/runner/src/experiment/pairs.ts';
import { intervalAt } from '../../services/runner/src/summary/interval.ts';
import { openRecorder } from '../../services/runner/src/run-folder/recorder.ts';
import { runId } from '../../services/runner/src/experiment/run-id.ts';
import { onlineSummary } from '../../services/runner/src/summary/online-summary.ts';

const rows = Number(process.argv[2] ?? 1_000_000);
const RATES = [0, 0.01, 0.03, 0.05, 0.1, 0.15, 0.2, 0.3];
const experiment = experimentSchema.parse({
  name: 'million',
  scenario: 'independent-errors',
  rates: RATES,
  pairs: Math.ceil(rows / RATES.length / 2),
  arms: ['baseline', 'playbook'].map((name) => ({ name, policy: { type: 'none' } })),
});
const folder = mkdtempSync(join(tmpdir(), 'million-'));
const random = seededRandom('million');
const summary = onlineSummary(
  experiment,
  scenarioSchema.parse({ name: 'independent-errors', rules: [] }),
  intervalAt(0.95),
);
const recorder = await openRecorder(folder, { now: () => performance.now() });
const mb = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(0)} MB`;

console.log(`before: ${mb(process.memoryUsage.rss())} resident`);
const startedAt = performance.now();
let written = 0;
let peak = 0;
for (const pair of planPairs(experiment)) {
  const runs = pair.runs.map((run) => {
    const success = random() > pair.rate;
    const row: RunRow = {
      experiment_id: 'million',
      run_id: runId(pair.session, run.wireArm),
      scenario: 'independent-errors',
      pair: pair.pair,
      session: pair.session,
      arm: run.arm.name,
      failure_rate: pair.rate,
      seed: 42,
      outcome: success ? 'success' : 'failure',
      verdict: success ? 'verified_success' : 'correct_failure',
      steps_completed: success ? 4 : 1,
      failed_at: success ? '' : 'place_order',
      failure_condition: success ? '' : '503',
      inconsistencies_count: 0,
      duplicates: 0,
      orphans: 0,
      retries: 0,
      first_try_success: success,
      wait_ms: random() * 60_000,
      upstream_calls: 4,
      faults_injected: 0,
      breaker_opened: 0,
      rewrites: 0,
      order_in_pair: run.orderInPair,
      timed: false,
      duration_ms: random() * 90_000,
      started_at: Date.now(),
      tries: 1,
      disturbed: false,
    };
    const attempts: AttemptRow[] = [];
    return { row, attempts, tapeLines: [], records: [], printed: undefined };
  });
  await recorder.record(runs);
  summary.addRows(runs.map((run) => run.row));
  written += runs.length;
  if (written % 100_000 === 0) {
    peak = Math.max(peak, process.memoryUsage.rss());
    const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
    console.log(
      `${written} rows, ${mb(rss)} resident (heap ${mb(heapUsed)} of ${mb(heapTotal)}, outside ${mb(external)})`,
    );
  }
}
await recorder.flush();
await recorder.close();
const seconds = (performance.now() - startedAt) / 1000;
const size = statSync(join(folder, RUN_FILE.results)).size;
console.log(
  `${written} rows (${mb(size)}) in ${seconds.toFixed(1)} s, at most ${mb(peak)} resident (wanted: below 150 MB), ` +
    `${summary.snapshot('complete', seconds).cells.length} cells`,
);
rmSync(folder, { recursive: true });
