import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { DASHBOARDS } from '../../ops/grafana/src/index.ts';
import { expressionsOf, withVariables } from '../support/dashboard-expressions.ts';
import { PROMETHEUS, rulesOf, unknownNames } from '../support/known-series.ts';
import { findPromtool } from '../support/promtool.ts';

type AlertTests = {
  readonly tests: readonly {
    readonly alert_rule_test?: readonly {
      readonly alertname: string;
      readonly exp_alerts?: readonly unknown[];
    }[];
  }[];
};

const alerts = rulesOf('alerts.yml');
const promtool = findPromtool();

test('rules read only metrics and labels that exist', () => {
  for (const rule of [...rulesOf('recording.yml'), ...alerts]) {
    expect(unknownNames(rule.expr), rule.record ?? rule.alert).toEqual([]);
  }
});

test('severity goes by whose fault it is: what a client does to itself is never a page', () => {
  for (const { alert, labels } of alerts) {
    expect(labels?.['fault_of'], alert).toMatch(/^(client|proxy|upstream|lab)$/);
    const isFinding = labels?.['fault_of'] === 'client';
    expect(labels?.['severity'], alert).toMatch(isFinding ? /^info$/ : /^(warning|critical)$/);
  }
});

test('every alert is shown firing and shown silent', () => {
  const text = readFileSync(new URL('tests/alerts.test.yml', PROMETHEUS), 'utf8');
  const cases = (parse(text) as AlertTests).tests.flatMap((one) => one.alert_rule_test ?? []);
  for (const { alert } of alerts) {
    const own = cases.filter((one) => one.alertname === alert);
    expect(
      own.some((one) => one.exp_alerts !== undefined),
      `${alert} firing`,
    ).toBe(true);
    expect(
      own.some((one) => one.exp_alerts === undefined),
      `${alert} silent`,
    ).toBe(true);
  }
});

// Each call may start a container.
const PATIENCE = { timeout: 120_000 };

describe.skipIf(!promtool)('promtool (on the PATH, or in the Prometheus image)', PATIENCE, () => {
  const folder = mkdtempSync(join(tmpdir(), 'chaos-lab-rules-'));
  cpSync(PROMETHEUS, folder, { recursive: true });
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = (...args: string[]) => promtool?.run(folder, args) ?? { code: -1, output: '' };
  const rules = ['recording.yml', 'alerts.yml'].map((file) => join(folder, 'rules', file));
  const tests = ['recording', 'alerts'].map((name) => join(folder, 'tests', `${name}.test.yml`));

  test('accepts the configuration and the rules', () => {
    for (const file of ['prometheus.yml', 'scrape-example.yml']) {
      const config = run('check', 'config', '--syntax-only', join(folder, file));
      expect(config.code, config.output).toBe(0);
    }
    const checked = run('check', 'rules', '--lint-fatal', ...rules);
    expect(checked.code, checked.output).toBe(0);
  });

  test('sees every rule do what its tests say', () => {
    const result = run('test', 'rules', ...tests);
    expect(result.code, result.output).toBe(0);
  });

  test('sees a rule that was broken', () => {
    const file = join(folder, 'rules', 'alerts.yml');
    const text = readFileSync(file, 'utf8');
    for (const [from, to] of [
      ['ratio_rate5m > 2', 'ratio_rate5m > 20'],
      ['agent_breaker_state:max == 2', 'agent_breaker_state:max >= 0'],
      ['9 * sqrt', '0 * sqrt'],
    ] as const) {
      expect(text).toContain(from);
      writeFileSync(file, text.replace(from, to));
      expect(run('test', 'rules', ...tests).code, `${from} became ${to}`).not.toBe(0);
    }
    writeFileSync(file, text);
  });

  test('parses every expression of the dashboards', () => {
    const expressions = Object.values(DASHBOARDS).flatMap(expressionsOf);
    const asRules = (exprs: readonly string[]): string =>
      stringify({
        groups: [
          { name: 'dashboards', rules: exprs.map((expr, n) => ({ record: `e:${n}`, expr })) },
        ],
      });
    const file = join(folder, 'dashboards.yml');
    writeFileSync(file, asRules(expressions.map(({ expr }) => withVariables(expr))));
    const result = run('check', 'rules', file);
    expect(result.code, result.output).toBe(0);

    writeFileSync(file, asRules(['sum by (arm (up)']));
    expect(run('check', 'rules', file).code).not.toBe(0);
  });
});
