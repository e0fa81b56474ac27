import { METRIC, type MetricSpec, type RunRow } from '@chaos-lab/contracts';
import { addProcessMetrics, createRegistry, type MetricsRegistry } from '@chaos-lab/service-kit';
import { Counter, Gauge, Histogram } from 'prom-client';
import { traceIdOf } from './experiment/trace-id.ts';
import { type IntervalOf, stepsTried } from './summary/cell-counter.ts';

/** The series of one experiment. Its name stands in each of them, so that two are never one. */
export type RunnerMetrics = {
  readonly registry: MetricsRegistry;
  add(rows: readonly RunRow[]): void;
  /** How many runs are planned, and whether it runs now. */
  state(planned: number, running: boolean): void;
};

export type ShownExperiment = {
  /** That of its run folder. */
  readonly name: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** The interval in which its success is shown. */
  readonly intervalOf: IntervalOf;
};

export type RunnerRegistry = {
  readonly registry: MetricsRegistry;
  /** Begins the series of an experiment. */
  experiment(which: ShownExperiment): RunnerMetrics;
  /** Drops the series of all experiments. */
  clear(): void;
};

/** Lab seconds: from a run without waits to one that waited for hours. */
const DURATION_BUCKETS_S = [0.1, 0.5, 1, 2, 5, 10, 20, 60, 120, 300, 900, 3600];

/** The metrics of the runner, of as many experiments as it knows. */
export function createMetrics(): RunnerRegistry {
  const registry = createRegistry('runner');
  addProcessMetrics(registry);
  const registers = [registry];
  const families = {
    runs: new Counter({ ...metric(METRIC.runnerRuns), registers }),
    firstTry: new Counter({ ...metric(METRIC.runnerFirstTry), registers }),
    calls: new Counter({ ...metric(METRIC.runnerCalls), registers }),
    steps: new Counter({ ...metric(METRIC.runnerSteps), registers }),
    wrong: new Counter({ ...metric(METRIC.runnerInconsistencies), registers }),
    // prom-client's types know an exemplar by the labels of its metric only.
    duration: new Histogram<string>({
      ...metric(METRIC.runnerDuration),
      registers,
      buckets: DURATION_BUCKETS_S,
      enableExemplars: true,
    }),
    planned: new Gauge({ ...metric(METRIC.runnerPlanned), registers }),
    started: new Gauge({ ...metric(METRIC.runnerStarted), registers }),
    running: new Gauge({ ...metric(METRIC.runnerExperiment), registers }),
    low: new Gauge({ ...metric(METRIC.runnerSuccessLow), registers }),
    high: new Gauge({ ...metric(METRIC.runnerSuccessHigh), registers }),
  };
  return {
    registry,
    experiment: (which) => ({ registry, ...seriesOf(which, families) }),
    clear() {
      for (const family of Object.values(families)) family.reset();
    },
  };
}

type Families = {
  readonly [family in 'runs' | 'firstTry' | 'calls' | 'steps' | 'wrong']: Counter;
} & { readonly [family in 'planned' | 'started' | 'running' | 'low' | 'high']: Gauge } & {
  readonly duration: Histogram;
};

function seriesOf(
  { name: experiment, startedAt, intervalOf }: ShownExperiment,
  families: Families,
): Omit<RunnerMetrics, 'registry'> {
  const successes = new Map<string, { verified: number; runs: number }>();

  const bound = (labels: Record<string, string>, verified: number): void => {
    const key = JSON.stringify(labels);
    const seen = successes.get(key) ?? { verified: 0, runs: 0 };
    seen.verified += verified;
    seen.runs += 1;
    successes.set(key, seen);
    const { low, high } = intervalOf(seen.verified, seen.runs);
    families.low.set(labels, low);
    families.high.set(labels, high);
  };

  return {
    add(rows) {
      for (const row of rows) {
        const { scenario, arm, verdict } = row;
        const labels = { experiment, scenario, arm, rate: String(row.failure_rate) };
        families.runs.inc({ ...labels, verdict });
        families.firstTry.inc(labels, Number(row.first_try_success));
        families.calls.inc(labels, row.upstream_calls);
        families.steps.inc(labels, stepsTried(row));
        families.wrong.inc(labels, row.inconsistencies_count);
        bound(labels, Number(verdict === 'verified_success'));
        families.duration.observe({
          labels: { experiment, scenario, arm },
          value: row.duration_ms / 1000,
          exemplarLabels: { trace_id: traceIdOf(row.seed, row.run_id) },
        });
      }
    },
    state(planned, running) {
      families.planned.set({ experiment }, planned);
      families.started.set({ experiment }, Date.parse(startedAt) / 1000);
      families.running.set({ experiment }, Number(running));
    },
  };
}

function metric({ name, help, labels }: MetricSpec) {
  return { name, help, labelNames: [...labels] };
}
