import { METRIC, type RunRow } from '@chaos-lab/contracts';
import { addProcessMetrics, createRegistry, type MetricsRegistry } from '@chaos-lab/service-kit';
import { Counter, Gauge, Histogram } from 'prom-client';
import { traceIdOf } from './experiment/trace-id.ts';
import { type IntervalOf, stepsTried } from './summary/cell-counter.ts';
import type { OnlineSummary } from './summary/online-summary.ts';

export type RunnerMetrics = {
  readonly registry: MetricsRegistry;
  add(rows: readonly RunRow[]): void;
  started(experiment: string, planned: number): void;
  finished(experiment: string): void;
};

/** Lab seconds: from a run without waits to one that waited for hours. */
const DURATION_BUCKETS_S = [0.1, 0.5, 1, 2, 5, 10, 20, 60, 120, 300, 900, 3600];

/** The metrics of the runner. The bounds of success are worked out when somebody asks for them. */
export function createMetrics(summary: OnlineSummary, intervalOf: IntervalOf): RunnerMetrics {
  const registry = createRegistry('runner');
  addProcessMetrics(registry);
  const registers = [registry];
  const runs = counter(METRIC.runnerRuns);
  const firstTry = counter(METRIC.runnerFirstTry);
  const calls = counter(METRIC.runnerCalls);
  const steps = counter(METRIC.runnerSteps);
  const wrong = counter(METRIC.runnerInconsistencies);
  // prom-client's types know an exemplar by the labels of its metric only.
  const duration = new Histogram<string>({
    ...metric(METRIC.runnerDuration),
    registers,
    buckets: DURATION_BUCKETS_S,
    enableExemplars: true,
  });
  const planned = new Gauge({ ...metric(METRIC.runnerPlanned), registers });
  const running = new Gauge({ ...metric(METRIC.runnerExperiment), registers });
  const high = new Gauge({ ...metric(METRIC.runnerSuccessHigh), registers });
  const low = new Gauge({
    ...metric(METRIC.runnerSuccessLow),
    registers,
    collect() {
      const { cells, scenario } = summary.snapshot('running', 0);
      for (const { arm, failure_rate: rate, success } of cells) {
        if (success.n === 0) continue;
        const labels = { scenario, arm, rate: String(rate) };
        const bounds = intervalOf(success.count, success.n);
        this.set(labels, bounds.low);
        high.set(labels, bounds.high);
      }
    },
  });
  void low;

  function counter(definition: (typeof METRIC)[keyof typeof METRIC]): Counter {
    return new Counter({ ...metric(definition), registers });
  }

  return {
    registry,
    add(rows) {
      for (const row of rows) {
        const { scenario, arm, verdict } = row;
        const labels = { scenario, arm, rate: String(row.failure_rate) };
        runs.inc({ ...labels, verdict });
        firstTry.inc(labels, Number(row.first_try_success));
        calls.inc(labels, row.upstream_calls);
        steps.inc(labels, stepsTried(row));
        wrong.inc(labels, row.inconsistencies_count);
        duration.observe({
          labels: { scenario, arm },
          value: row.duration_ms / 1000,
          exemplarLabels: { trace_id: traceIdOf(row.seed, row.run_id) },
        });
      }
    },
    started(experiment, count) {
      planned.set(count);
      running.set({ experiment }, 1);
    },
    finished(experiment) {
      running.set({ experiment }, 0);
    },
  };
}

function metric({ name, help, labels }: (typeof METRIC)[keyof typeof METRIC]) {
  return { name, help, labelNames: [...labels] };
}
