import { readFileSync } from 'node:fs';
import { VERDICTS } from '@chaos-lab/contracts';
import { DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { DATASOURCE } from '../../ops/grafana/src/dashboard.ts';
import { DASHBOARDS, render } from '../../ops/grafana/src/index.ts';
import {
  expressionsOf,
  panelsOf,
  queriesOf,
  targetsOf,
  variablesOf,
} from '../support/dashboard-expressions.ts';
import { unknownNames } from '../support/known-series.ts';

const provisioned = (path: string): unknown =>
  parse(readFileSync(new URL(`../../ops/grafana/provisioning/${path}`, import.meta.url), 'utf8'));

/** The names of `$variables` in a text, without those of Grafana itself. */
const variablesIn = (text: string): string[] =>
  [...text.matchAll(/\$\{?(\w+)/g)]
    .map(([, name = '']) => name)
    .filter((name) => !name.startsWith('__'));

describe.each(Object.entries(DASHBOARDS))('%s', (file, dashboard) => {
  test('every expression reads metrics and labels that exist', () => {
    const expressions = expressionsOf(dashboard);
    expect(expressions.length).toBeGreaterThan(10);
    for (const { where, expr } of expressions) expect(unknownNames(expr), where).toEqual([]);
    for (const { name, query } of queriesOf(dashboard)) {
      const [, selector = query] = /^label_values\((.*), \w+\)$/.exec(query) ?? [];
      const [, inner = selector] = /^query_result\((.*)\)$/.exec(selector) ?? [];
      expect(unknownNames(inner), name).toEqual([]);
    }
  });

  test('imports anywhere: the data source is a variable, and no address stands in it', () => {
    expect(variablesOf(dashboard)[0]).toMatchObject({ name: 'datasource', type: 'datasource' });
    for (const panel of panelsOf(dashboard)) expect(panel.datasource).toEqual(DATASOURCE);
    for (const { datasource } of dashboard.annotations?.list ?? []) {
      expect(datasource).toEqual(DATASOURCE);
    }
    expect(render(dashboard)).not.toMatch(/https?:|localhost|:\d{4}\b/);
    expect(provisioned('datasources/prometheus.yaml')).toMatchObject({
      datasources: [{ type: DATASOURCE.type, isDefault: true }],
    });
  });

  test('every panel has a description and a unit', () => {
    for (const panel of panelsOf(dashboard)) {
      expect(panel.description?.length, panel.title).toBeGreaterThan(15);
      const unit = panel.fieldConfig?.defaults.unit ?? JSON.stringify(panel.options);
      expect(unit, panel.title).toMatch(/^\w+$|"unit":"\w+"/);
    }
  });

  test('no line is nameless: zero stands in for nothing only where no label is left', () => {
    for (const panel of panelsOf(dashboard)) {
      for (const { expr } of targetsOf(panel)) {
        if (/\bor vector\(0\)$/.test(expr)) expect(expr, panel.title).not.toMatch(/^sum by/);
      }
    }
  });

  test('every variable that is used is declared, and the other way round', () => {
    const declared = variablesOf(dashboard).map((variable) => variable.name);
    const texts = [
      ...expressionsOf(dashboard).map(({ expr }) => expr),
      ...queriesOf(dashboard).map(({ query }) => query),
      ...panelsOf(dashboard).map((panel) => panel.title ?? ''),
      DATASOURCE.uid,
    ];
    expect([...new Set(texts.flatMap(variablesIn))].toSorted()).toEqual(declared.toSorted());
  });

  test('ids are unique, panels do not lie on top of each other, and every line of them is full', () => {
    const panels = dashboard.panels ?? [];
    expect(new Set(panels.map((panel) => panel.id)).size).toBe(panels.length);
    const lines = new Map<number, (string | undefined)[]>();
    for (const { title, gridPos } of panels) {
      if (gridPos === undefined) throw new Error(`${title} has no place`);
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
        const line = lines.get(y) ?? Array.from<undefined>({ length: 24 });
        for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
          expect(line[x], `${title} at ${x},${y}`).toBeUndefined();
          line[x] = title ?? 'untitled';
        }
        lines.set(y, line);
      }
    }
    for (const [y, line] of lines) {
      expect(
        line.filter((title) => title !== undefined),
        `${file}, line ${y}`,
      ).toHaveLength(24);
    }
  });

  test('it links to its sisters', () => {
    expect(dashboard.links?.some((link) => link.type === DashboardLinkType.Dashboards)).toBe(true);
  });
});

test('dashboards have names of their own', () => {
  const uids = Object.values(DASHBOARDS).map((dashboard) => dashboard.uid);
  expect(new Set(uids).size).toBe(uids.length);
});

test('the dashboard of the proxy reads nothing but the proxy, and knows of no pets', () => {
  const proxy = DASHBOARDS['chaos-proxy.json'];
  if (proxy === undefined) throw new Error('there is none');
  expect(render(proxy)).not.toMatch(/pet|runner_|agent_/i);
  for (const { where, expr } of expressionsOf(proxy)) expect(expr, where).toContain('chaos_proxy_');
});

test('the dashboard of the lab shows one experiment, and a verdict has its colour by name', () => {
  const lab = DASHBOARDS['lab.json'];
  if (lab === undefined) throw new Error('there is none');
  expect(variablesOf(lab)[1]).toMatchObject({ name: 'experiment', multi: false });
  for (const { where, expr } of expressionsOf(lab)) {
    for (const [selector] of expr.matchAll(/runner_\w+\{[^}]*\}/g)) {
      expect(selector, where).toContain('experiment="$experiment"');
    }
    expect(expr.match(/runner_\w+(?!\w*\{)\b(?=[^{\w])/), where).toBeNull();
  }
  const verdicts = panelsOf(lab).find((panel) => panel.title === 'Verdicts by arm');
  const named = verdicts?.fieldConfig?.overrides.map(({ matcher }) => String(matcher.options));
  expect(named?.toSorted()).toEqual([...VERDICTS].toSorted());
});
