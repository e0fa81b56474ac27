import {
  type DecisionRecord,
  type Experiment,
  type PairCounts,
  type Proportion,
  type RunRow,
  type Summary,
  TWIN_SUFFIX,
} from '@chaos-lab/contracts';
import { plannedRuns } from '../experiment/pairs.ts';
import { evaluateHypotheses } from './evaluate-hypotheses.ts';
import { accountOf } from './tape-account.ts';
import { type CellCounter, cellCounter, type IntervalOf } from './cell-counter.ts';
import { type FaultAuditor, faultAuditor } from './fault-audit.ts';
import {
  type Comparison,
  comparison,
  everyPair,
  type PairCounter,
  pairCounter,
} from './pair-counter.ts';

/** The summary of an experiment while it runs: counts, moments and histograms, nothing per run. */
export type OnlineSummary = {
  /** The rows of one pair. */
  addRows(rows: readonly RunRow[]): void;
  /** The proxy's records of one pair, of all its arms, at a rate of the experiment. */
  addRecords(rate: number, records: readonly DecisionRecord[]): void;
  stop(stopped: Summary['stopped'][number]): void;
  runs(): number;
  /** Runs of the whole experiment, without those that sequential stopping has made needless. */
  planned(): number;
  /** Verified success of every arm at one rate so far. */
  successAt(rate: number): readonly ({ readonly arm: string } & Proportion)[];
  snapshot(state: Summary['state'], elapsedS: number): Summary;
};

const key = (arm: string, rate: number): string => `${rate}\n${arm}`;

export function onlineSummary(
  experiment: Experiment,
  scenario: string,
  intervalOf: IntervalOf,
): OnlineSummary {
  const { arms, rates, confidence } = experiment;
  const names = arms.map((arm) => arm.name);
  const cells = new Map<string, CellCounter>();
  const audits = new Map<number, FaultAuditor>(rates.map((rate) => [rate, faultAuditor(rate)]));
  for (const rate of rates) {
    for (const arm of names) cells.set(key(arm, rate), cellCounter(arm, rate));
  }
  const comparisons = rates.map((rate) => ({
    rate,
    counters: comparisonsAt(experiment, rate).map(pairCounter),
  }));
  const twins = rates.map((rate) => ({
    rate,
    counters: twinsAt(experiment, rate).map(pairCounter),
  }));
  const stopped: Summary['stopped'] = [];
  let runs = 0;
  let pairs = 0;
  let realFailures = 0;

  return {
    addRows(rows) {
      pairs += 1;
      runs += rows.length;
      for (const row of rows) cells.get(key(row.arm, row.failure_rate))?.add(row);
      const rate = rows[0]?.failure_rate;
      for (const group of [...comparisons, ...twins]) {
        if (group.rate === rate) for (const counter of group.counters) counter.add(rows);
      }
    },
    addRecords(rate, records) {
      audits.get(rate)?.add(records);
      realFailures += accountOf(records).realFailures;
    },
    stop: (one) => {
      stopped.push(one);
    },
    runs: () => runs,
    planned: () => plannedRuns(experiment, stopped),
    successAt: (rate) =>
      names.flatMap((arm) => {
        const cell = cells.get(key(arm, rate));
        return cell === undefined ? [] : [{ arm, ...cell.success(intervalOf) }];
      }),
    snapshot: (state, elapsedS) => ({
      v: 1,
      experiment_id: experiment.name,
      scenario,
      partial: state !== 'complete',
      state,
      planned_runs: plannedRuns(experiment, stopped),
      runs,
      pairs_done: pairs,
      elapsed_s: elapsedS,
      confidence,
      cells: [...cells.values()].map((cell) => cell.snapshot(intervalOf)),
      comparisons: snapshots(comparisons),
      hypotheses: evaluateHypotheses(experiment, snapshots(comparisons)),
      aa: snapshots(twins),
      fault_audit: [...audits.values()].map((audit) => audit.snapshot()),
      real_upstream_failures: realFailures,
      stopped,
    }),
  };
}

type Group = { readonly rate: number; readonly counters: readonly PairCounter[] };

const snapshots = (groups: readonly Group[]): PairCounts[] =>
  groups.flatMap(({ counters }) => counters.map((counter) => counter.snapshot()));

/** Success of every two arms, and the other verdicts that a hypothesis at this rate is about. */
function comparisonsAt(experiment: Experiment, rate: number): Comparison[] {
  const arms = experiment.arms.map((arm) => arm.name);
  const asked = experiment.hypotheses.filter(
    ({ metric, rates }) =>
      metric !== 'verified_success' && (rates === undefined || rates.includes(rate)),
  );
  return [
    ...everyPair(arms, rate),
    ...asked.map(({ arm, against, metric }) => comparison(arm, against, rate, metric)),
  ];
}

function twinsAt({ arms, aaPairs }: Experiment, rate: number): Comparison[] {
  const first = arms[0]?.name;
  if (first === undefined || aaPairs === 0) return [];
  return [comparison(`${first}${TWIN_SUFFIX}`, first, rate, 'verified_success')];
}
