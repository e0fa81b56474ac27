import { statSync } from 'node:fs';
import { join } from 'node:path';
import { METRIC } from '@chaos-lab/contracts';
import { beforeAll, describe, expect, test } from 'vitest';
import { DASHBOARDS } from '../../ops/grafana/src/index.ts';
import { until } from '../support/until.ts';
import { expressionsOf, withVariables } from '../support/dashboard-expressions.ts';
import { given, labProject, labPrometheus, theLab } from './support/given-lab.ts';
import type { PrometheusApi } from './support/prometheus.ts';
import { completed, foldersIn, type RunFolder } from './support/run-folders.ts';

describe.skipIf(!given)('the default experiment, after it has run in containers', () => {
  let run: RunFolder;
  let prometheus: PrometheusApi;
  beforeAll(async () => {
    prometheus = await labPrometheus();
    const [folder = ''] = foldersIn(theLab().runs);
    run = await completed(folder, 600_000);
    await prometheus.settles(`sum(${METRIC.runnerRuns.name})`, run.rows.length);
  });

  const sum = (rows: RunFolder['rows'], column: string): number =>
    rows.reduce((total, row) => total + Number(row[column]), 0);

  test('counts in Prometheus as many runs of every arm, rate and verdict as the CSV holds', async () => {
    const inCsv = new Map<string, number>();
    for (const { arm, failure_rate, verdict } of run.rows) {
      const key = `${arm} ${failure_rate} ${verdict}`;
      inCsv.set(key, (inCsv.get(key) ?? 0) + 1);
    }
    const samples = await prometheus.query(
      `sum by (arm, rate, verdict) (${METRIC.runnerRuns.name}) > 0`,
    );
    const inPrometheus = samples.map(
      ({ metric, value }) =>
        [`${metric['arm']} ${metric['rate']} ${metric['verdict']}`, value] as const,
    );
    expect(run.rows.length).toBeGreaterThan(1000);
    await prometheus.settles(METRIC.runnerPlanned.name, run.rows.length);
    expect(Object.fromEntries(inPrometheus)).toEqual(Object.fromEntries(inCsv));
  });

  test('shows the calls, first tries and inconsistencies of the CSV', async () => {
    for (const arm of ['baseline', 'playbook']) {
      const rows = run.rows.filter((row) => row['arm'] === arm);
      const value = (name: string) => prometheus.value(`sum(${name}{arm="${arm}"})`);
      expect(await value(METRIC.runnerCalls.name)).toBe(sum(rows, 'upstream_calls'));
      expect(await value(METRIC.runnerInconsistencies.name)).toBe(
        sum(rows, 'inconsistencies_count'),
      );
      expect(await value(METRIC.runnerFirstTry.name)).toBe(
        rows.filter((row) => row['first_try_success'] === 'true').length,
      );
    }
  });

  test('is counted alike by the processes on the way', async () => {
    const calls = sum(run.rows, 'upstream_calls');
    await prometheus.settles(`sum(${METRIC.proxyDecisions.name})`, calls);
    await prometheus.settles(`sum(${METRIC.proxyFaults.name})`, sum(run.rows, 'faults_injected'));
    await prometheus.settles(`sum(${METRIC.agentTasks.name})`, run.rows.length);
  });

  test('fills every panel of every dashboard, with an arm whose breakers open', async () => {
    const { code, stderr } = await labProject().simulate(
      '--arm',
      'resilient=resilient',
      '--failure-rates',
      '0.7',
      '--experiments-per-rate',
      '40',
    );
    expect(code, stderr).toBe(0);
    await until(
      'a breaker that opened to be scraped, and the rule about breakers to be evaluated',
      async () =>
        (await prometheus.value(`sum(${METRIC.agentBreakerTransitions.name}{to="open"})`)) > 0 &&
        (await prometheus.query('instance_route:agent_breaker_state:max')).length > 0,
      20_000,
    );
    await until(
      'the orphans of the arm without recovery to be an alert',
      async () => (await prometheus.query('ALERTS{alertstate="firing"}')).length > 0,
      60_000,
    );
    const empty: string[] = [];
    for (const { where, expr } of Object.values(DASHBOARDS).flatMap(expressionsOf)) {
      const series = await prometheus.rangeSeries(withVariables(expr), 15);
      if (series === 0) empty.push(`${where}: ${expr}`);
    }
    expect(empty).toEqual([]);
  });

  test('fills every variable of every dashboard', async () => {
    for (const { name, definition } of Object.values(DASHBOARDS).flatMap(
      (dashboard) => dashboard.templating.list,
    )) {
      const [, metric = '', label = ''] = /^label_values\((\w+), (\w+)\)$/.exec(definition) ?? [];
      expect(await prometheus.labelValues(label, metric), name).not.toEqual([]);
    }
  });

  test('leaves exemplars with trace ids', async () => {
    expect(await prometheus.exemplars(`${METRIC.runnerDuration.name}_bucket`)).toBeGreaterThan(0);
    expect(await prometheus.exemplars(`${METRIC.proxyDuration.name}_bucket`)).toBeGreaterThan(0);
  });

  test('fires no alert but that of an arm without recovery', async () => {
    const firing = await prometheus.query('ALERTS{alertstate="firing"}');
    expect(firing.filter(({ metric }) => metric['alertname'] !== 'IntegrityViolation')).toEqual([]);
  });

  test('belongs to the user on this machine', () => {
    for (const file of ['results.csv', 'summary.json', 'manifest.json']) {
      expect(statSync(join(run.path, file)).uid).toBe(theLab().uid);
    }
  });
});
