import type { MetricSpec } from './metric-spec.ts';

/** What the runner exports of its own. An experiment is named as its run folder is. */
export const RUNNER_METRIC = {
  runnerRuns: {
    name: 'runner_runs_total',
    type: 'counter',
    help: 'Finished runs by scenario, arm, rate and verdict',
    labels: ['experiment', 'scenario', 'arm', 'rate', 'verdict'],
  },
  runnerFirstTry: {
    name: 'runner_first_try_success_total',
    type: 'counter',
    help: 'Runs that succeeded without a retry',
    labels: ['experiment', 'scenario', 'arm', 'rate'],
  },
  runnerCalls: {
    name: 'runner_upstream_calls_total',
    type: 'counter',
    help: 'Calls that reached the proxy',
    labels: ['experiment', 'scenario', 'arm', 'rate'],
  },
  runnerSteps: {
    name: 'runner_logical_calls_total',
    type: 'counter',
    help: 'Steps that were tried, whatever the number of calls each took',
    labels: ['experiment', 'scenario', 'arm', 'rate'],
  },
  runnerInconsistencies: {
    name: 'runner_inconsistencies_total',
    type: 'counter',
    help: 'Duplicates, orphans and lost updates found in the ledger',
    labels: ['experiment', 'scenario', 'arm', 'rate'],
  },
  runnerDuration: {
    name: 'runner_run_duration_seconds',
    type: 'histogram',
    help: 'Lab time of a run',
    labels: ['experiment', 'scenario', 'arm'],
  },
  runnerSuccessLow: {
    name: 'runner_success_ratio_low',
    type: 'gauge',
    help: 'Lower Wilson 95 % bound of verified success so far',
    labels: ['experiment', 'scenario', 'arm', 'rate'],
  },
  runnerSuccessHigh: {
    name: 'runner_success_ratio_high',
    type: 'gauge',
    help: 'Upper Wilson 95 % bound of verified success so far',
    labels: ['experiment', 'scenario', 'arm', 'rate'],
  },
  runnerPlanned: {
    name: 'runner_runs_planned',
    type: 'gauge',
    help: 'Runs that the experiment plans',
    labels: ['experiment'],
  },
  runnerStarted: {
    name: 'runner_experiment_start_time_seconds',
    type: 'gauge',
    help: 'Unix time at which the experiment began',
    labels: ['experiment'],
  },
  runnerExperiment: {
    name: 'runner_experiment_running',
    type: 'gauge',
    help: '1 while the experiment runs, 0 afterwards',
    labels: ['experiment'],
  },
} as const satisfies Record<string, MetricSpec>;
