import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { METRIC } from '@chaos-lab/contracts';
import { beforeAll, describe, expect, test } from 'vitest';
import { DASHBOARDS } from '../../ops/grafana/src/index.ts';
import { until } from '../support/until.ts';
import { expressionsOf, queriesOf, withVariables } from '../support/dashboard-expressions.ts';
import { given, labProject, labPrometheus, theLab } from './support/given-lab.ts';
import type { PrometheusApi } from './support/prometheus.ts';
import { completed, foldersIn, type RunFolder } from './support/run-folders.ts';

/** Series that a sound experiment does not have. */
const QUIET: readonly string[] = [
  'ALERTS{alertstate="firing",severity!="info"}',
  METRIC.proxySuppressed.name,
  `sum by (reason) (rate(${METRIC.proxyUpstreamFailures.name}`,
];

describe.skipIf(!given)('the default experiment, after it has run in containers', () => {
  let run: RunFolder;
  let prometheus: PrometheusApi;
  let own: string;
  /** What the dashboard of the lab has chosen. */
  let shown: string;
  beforeAll(async () => {
    prometheus = await labPrometheus();
    const [folder = ''] = foldersIn(theLab().runs);
    run = await completed(folder, 600_000);
    shown = basename(folder);
    own = `experiment="${shown}"`;
    await prometheus.settles(`sum(${METRIC.runnerRuns.name}{${own}})`, run.rows.length);
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
      `sum by (arm, rate, verdict) (${METRIC.runnerRuns.name}{${own}}) > 0`,
    );
    const inPrometheus = samples.map(
      ({ metric, value }) =>
        [`${metric['arm']} ${metric['rate']} ${metric['verdict']}`, value] as const,
    );
    expect(run.rows.length).toBeGreaterThan(1000);
    await prometheus.settles(`${METRIC.runnerPlanned.name}{${own}}`, run.rows.length);
    expect(Object.fromEntries(inPrometheus)).toEqual(Object.fromEntries(inCsv));
  });

  test('shows the calls, first tries and inconsistencies of the CSV', async () => {
    for (const arm of ['baseline', 'playbook']) {
      const rows = run.rows.filter((row) => row['arm'] === arm);
      const value = (name: string) => prometheus.value(`sum(${name}{${own},arm="${arm}"})`);
      expect(await value(METRIC.runnerCalls.name)).toBe(sum(rows, 'upstream_calls'));
      expect(await value(METRIC.runnerInconsistencies.name)).toBe(
        sum(rows, 'inconsistencies_count'),
      );
      expect(await value(METRIC.runnerFirstTry.name)).toBe(
        rows.filter((row) => row['first_try_success'] === 'true').length,
      );
    }
  });

  test('is counted by the processes on the way, which see no less than the rows tell', async () => {
    // More is right: the calm run of every arm, and pairs that a standstill of the machine touched
    // and that were made again, are calls without a row.
    const seen = (metric: { readonly name: string }) => prometheus.value(`sum(${metric.name})`);
    const least = [
      [METRIC.proxyDecisions, sum(run.rows, 'upstream_calls')],
      [METRIC.proxyFaults, sum(run.rows, 'faults_injected')],
      [METRIC.agentTasks, run.rows.length],
    ] as const;
    for (const [metric, count] of least) {
      await until(metric.name, async () => (await seen(metric)) >= count, 20_000);
    }
    const calls = await seen(METRIC.proxyDecisions);
    expect(calls / sum(run.rows, 'upstream_calls')).toBeLessThan(1.2);
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
      'the orphans of the arm without recovery to be a finding',
      async () => (await prometheus.query('ALERTS{alertstate="firing"}')).length > 0,
      60_000,
    );
    await prometheus.settles(
      `count(count by (experiment) (${METRIC.runnerRuns.name}))`,
      foldersIn(theLab().runs).length,
    );
    const empty: string[] = [];
    for (const { where, expr } of Object.values(DASHBOARDS).flatMap(expressionsOf)) {
      // An alarm of the lab itself, and what is nothing but trouble: empty while all is well.
      if (QUIET.some((quiet) => expr.includes(quiet))) continue;
      const series = await prometheus.rangeSeries(withVariables(expr, shown), 15);
      if (series === 0) empty.push(`${where}: ${expr}`);
    }
    expect(empty).toEqual([]);
  });

  test('fills every variable of every dashboard', async () => {
    for (const { name, query } of Object.values(DASHBOARDS).flatMap(queriesOf)) {
      const [, metric, label] = /^label_values\((.*), (\w+)\)$/.exec(query) ?? [];
      const [, expression] = /^query_result\((.*)\)$/.exec(query) ?? [];
      const found =
        metric !== undefined && label !== undefined
          ? await prometheus.labelValues(label, withVariables(metric, shown))
          : await prometheus.query(withVariables(expression ?? '', shown));
      expect(found, name).not.toEqual([]);
    }
  });

  test('has the latest experiment first among those to choose from', async () => {
    const query = Object.values(DASHBOARDS)
      .flatMap(queriesOf)
      .find(({ name }) => name === 'experiment')?.query;
    const [, expression = ''] = /^query_result\((.*)\)$/.exec(query ?? '') ?? [];
    const listed = await prometheus.query(withVariables(expression));
    expect(listed.map(({ metric }) => metric['experiment'])).toEqual(
      foldersIn(theLab().runs)
        .map((folder) => basename(folder))
        .toReversed(),
    );
  });

  test('leaves exemplars with trace ids', async () => {
    expect(await prometheus.exemplars(`${METRIC.runnerDuration.name}_bucket`)).toBeGreaterThan(0);
    expect(await prometheus.exemplars(`${METRIC.proxyDuration.name}_bucket`)).toBeGreaterThan(0);
  });

  test('is no alarm: what the arm without recovery left behind is a finding', async () => {
    const firing = await prometheus.query('ALERTS{alertstate="firing"}');
    expect(new Set(firing.map(({ metric }) => metric['severity']))).toEqual(new Set(['info']));
    expect(firing.map(({ metric }) => metric['alertname'])).toContain('IntegrityViolation');
  });

  test('belongs to the user on this machine, the folder of runs too', () => {
    const { uid, gid } = theLab().user;
    expect(uid).toBeGreaterThan(0);
    for (const path of ['.', '..', ...readdirSync(run.path)]) {
      const { uid: owner, gid: group } = statSync(join(run.path, path));
      expect({ path, owner, group }).toEqual({ path, owner: uid, group: gid });
    }
  });
});
