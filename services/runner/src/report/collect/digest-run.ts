import { join } from 'node:path';
import { RUN_FILE, type RunRow, type Summary } from '@chaos-lab/contracts';
import { labChecks } from '../../summary/checks/lab-checks.ts';
import { intervalAt } from '../../summary/interval.ts';
import { onlineSummary } from '../../summary/online-summary.ts';
import { comparison, type PairCounter, pairCounter } from '../../summary/pair-counter.ts';
import { type Contrast, contrastsOf } from '../model/contrasts.ts';
import { drain } from '../../run-folder/drain.ts';
import type { RunDocuments } from '../../run-folder/documents.ts';
import { readPairs } from '../../run-folder/streams/results-file.ts';
import { requireSameCounts } from './same-counts.ts';
import { type AttemptsDigest, digestAttempts } from './attempts.ts';
import { CellCosts } from './cell-costs.ts';
import { FaultMap } from './fault-map.ts';
import { LatencyPairs } from './latency-pairs.ts';
import { type Session, TellingSessions } from './telling-sessions.ts';
import { WorstRuns } from './worst-runs.ts';

const WORST_PER_ARM = 3;
const SESSIONS = 3;
const SAMPLE = 500;
const BINS = 40;

export type RunDigest = {
  /** The summary with everything countable counted again from `results.csv`. */
  readonly summary: Summary;
  readonly contrasts: readonly Contrast[];
  readonly corrupted: readonly PairCounter[];
  readonly costs: CellCosts;
  readonly latency: ReadonlyMap<Contrast, LatencyPairs>;
  readonly faults: FaultMap;
  readonly sessions: readonly Session[];
  readonly worst: readonly RunRow[];
  readonly attempts: AttemptsDigest;
  /** Files whose last line was cut. */
  readonly cutFiles: readonly string[];
};

/** Reads both tables of a run once, in memory that does not grow with their rows. */
export async function digestRun(folder: string, documents: RunDocuments): Promise<RunDigest> {
  const { manifest, summary } = documents;
  const { experiment, scenario } = manifest;
  const arms = experiment.arms.map((arm) => arm.name);
  const { rates, confidence, seed } = experiment;
  const contrasts = contrastsOf(experiment);

  const counted = onlineSummary(experiment, scenario, intervalAt(confidence));
  const costs = new CellCosts(arms, rates, { deadlineMs: experiment.deadlineS * 1000, confidence });
  const latency = new Map(
    contrasts.map((contrast) => [
      contrast,
      new LatencyPairs(contrast, rates, { capacity: SAMPLE, seed }),
    ]),
  );
  const corrupted = rates.flatMap((rate) =>
    contrasts.map(({ candidate, reference }) => ({
      rate,
      counter: pairCounter(comparison(candidate, reference, rate, 'corrupted')),
    })),
  );
  const faults = new FaultMap(rates, experiment.pairs, BINS);
  const sessions = new TellingSessions(arms, SESSIONS);
  const worst = new WorstRuns(arms, WORST_PER_ARM);
  const collectors = [costs, ...latency.values(), faults, sessions, worst];

  const cutResults = await drain(readPairs(join(folder, RUN_FILE.results)), (rows) => {
    counted.addRows(rows);
    for (const collector of collectors) collector.add(rows);
    for (const { rate, counter } of corrupted) {
      if (rate === rows[0]?.failure_rate) counter.add(rows);
    }
  });
  const recounted = recount(summary, counted.snapshot(summary.state, summary.elapsed_s));
  if (!summary.partial) requireSameCounts(folder, summary, recounted);

  const wanted = new Set(
    [...worst.runs(), ...sessions.sessions().flatMap(({ runs }) => runs)].map((row) => row.run_id),
  );
  const attempts = await digestAttempts(join(folder, RUN_FILE.attempts), wanted);
  return {
    summary: recounted,
    contrasts,
    corrupted: corrupted.map(({ counter }) => counter),
    costs,
    latency,
    faults,
    sessions: sessions.sessions(),
    worst: worst.runs(),
    attempts,
    cutFiles: [
      ...(cutResults > 0 ? [RUN_FILE.results] : []),
      ...(attempts.cut > 0 ? [RUN_FILE.attempts] : []),
    ],
  };
}

/** What the rows cannot tell (audit, stops, the lab itself) stays as the run wrote it. */
function recount(summary: Summary, counted: Summary): Summary {
  const { runs, pairs_done, cells, comparisons, aa } = counted;
  const whole = { ...summary, runs, pairs_done, cells, comparisons, aa };
  return { ...whole, checks: labChecks(whole) };
}
