import {
  type DecisionRecord,
  type Experiment,
  type PairCounts,
  type Proportion,
  type RunRow,
  type Scenario,
  type Summary,
  TWIN_SUFFIX,
  wireArm,
} from '@chaos-lab/contracts';
import { plannedRuns } from '../experiment/pairs.ts';
import { scaleProblem } from '../experiment/time-scale.ts';
import { evaluateHypotheses } from './evaluate-hypotheses.ts';
import { accountOf } from './tape-account.ts';
import { type CellCounter, cellCounter, type IntervalOf } from './cell-counter.ts';
import type { Checked } from './checks/check.ts';
import { labChecks } from './checks/lab-checks.ts';
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
  /** The proxy's records of one pair, of all its arms. */
  addRecords(records: readonly DecisionRecord[]): void;
  /** What is known of the lab by now; before that nothing is. */
  setLab(lab: LabState): void;
  stop(stopped: Summary['stopped'][number]): void;
  runs(): number;
  /** Runs of the whole experiment, without those that sequential stopping has made needless. */
  planned(): number;
  /** Verified success of every arm at one rate so far. */
  successAt(rate: number): readonly ({ readonly arm: string } & Proportion)[];
  snapshot(state: Summary['state'], elapsedS: number): Summary;
};

/** What rows and records cannot tell. */
export type LabState = {
  readonly pauses: readonly {
    readonly process: string;
    readonly kind: string;
    readonly from: number;
    readonly ms: number;
  }[];
  readonly lease: Summary['lease'];
  readonly reached: readonly string[];
};

const UNKNOWN: LabState = { pauses: [], lease: null, reached: [] };

/** Standstills that a summary lists. */
const LISTED = 10;

const key = (arm: string, rate: number): string => `${rate}\n${arm}`;

export function onlineSummary(
  experiment: Experiment,
  scenario: Scenario,
  intervalOf: IntervalOf,
): OnlineSummary {
  const { arms, rates, confidence } = experiment;
  const names = arms.map((arm) => arm.name);
  const cells = new Map<string, CellCounter>();
  const audits = new Map<string, FaultAuditor>();
  for (const rate of rates) {
    for (const arm of names) {
      cells.set(key(arm, rate), cellCounter(arm, rate));
      audits.set(wireArm(arm, rate), faultAuditor(arm, rate));
    }
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
  let lab = UNKNOWN;
  const touched = { runs_made_again: 0, runs_disturbed: 0, failed_without_fault: 0 };

  return {
    addRows(rows) {
      pairs += 1;
      runs += rows.length;
      for (const row of rows) {
        cells.get(key(row.arm, row.failure_rate))?.add(row);
        touched.runs_made_again += Number(row.tries > 1);
        touched.runs_disturbed += Number(row.disturbed);
        touched.failed_without_fault += Number(failedWithoutFault(row));
      }
      const rate = rows[0]?.failure_rate;
      for (const group of [...comparisons, ...twins]) {
        if (group.rate === rate) for (const counter of group.counters) counter.add(rows);
      }
    },
    addRecords(records) {
      for (const [arm, own] of Map.groupBy(records, (record) => record.arm))
        audits.get(arm)?.add(own);
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
    setLab: (state) => {
      lab = state;
    },
    snapshot(state, elapsedS) {
      const { pauses, lease, reached } = lab;
      const counted: Checked = {
        v: 1,
        experiment_id: experiment.name,
        scenario: scenario.name,
        partial: state !== 'complete',
        state,
        planned_runs: plannedRuns(experiment, stopped),
        runs,
        pairs_done: pairs,
        elapsed_s: elapsedS,
        confidence,
        cells: [...cells.values()].map((cell) => cell.snapshot(intervalOf)),
        comparisons: snapshots(comparisons),
        aa: snapshots(twins),
        fault_audit: [...audits.values()].map((audit) => audit.snapshot()),
        real_upstream_failures: realFailures,
        disturbances: { ...pausesOf(pauses), ...touched },
        lease,
        reached: [...reached],
        time: { scale: experiment.timeScale, problem: scaleProblem(experiment, scenario) ?? null },
        stopped,
      };
      return {
        ...counted,
        checks: labChecks(counted),
        hypotheses: evaluateHypotheses(experiment, counted.comparisons),
      };
    },
  };
}

function pausesOf(pauses: LabState['pauses']) {
  const longest = pauses
    .toSorted((one, other) => other.ms - one.ms)
    .slice(0, LISTED)
    .map((pause) => ({
      process: pause.process,
      kind: pause.kind,
      from: pause.from,
      ms: pause.ms,
    }));
  return { pauses: pauses.length, longest_ms: longest[0]?.ms ?? 0, longest };
}

/** Nothing was in its way, and it failed: then something was that nobody planned. */
const failedWithoutFault = (row: RunRow): boolean =>
  row.failure_rate === 0 && row.faults_injected === 0 && row.verdict !== 'verified_success';

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
