import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { DASHBOARDS } from '../../ops/grafana/src/index.ts';
import {
  type Dashboard,
  DATASOURCE,
  type Panel,
  PANEL_TYPES,
} from '../../ops/grafana/src/model.ts';
import { expressionsOf } from '../support/dashboard-expressions.ts';
import { unknownNames } from '../support/known-series.ts';

const provisioned = (path: string): unknown =>
  parse(readFileSync(new URL(`../../ops/grafana/provisioning/${path}`, import.meta.url), 'utf8'));

const panelsOf = (dashboard: Dashboard): Panel[] =>
  dashboard.panels.filter((panel): panel is Panel => panel.type !== 'row');

/** The names of `$variables` in a text, without those of Grafana itself. */
const variablesIn = (text: string): string[] =>
  [...text.matchAll(/\$(\w+)/g)]
    .map(([, name = '']) => name)
    .filter((name) => !name.startsWith('__'));

describe.each(Object.entries(DASHBOARDS))('%s', (_file, dashboard) => {
  test('every expression reads metrics and labels that exist', () => {
    const expressions = expressionsOf(dashboard);
    expect(expressions.length).toBeGreaterThan(10);
    for (const { where, expr } of expressions) expect(unknownNames(expr), where).toEqual([]);
  });

  test('every panel has a description, a known type and the provisioned data source', () => {
    for (const panel of panelsOf(dashboard)) {
      expect(panel.description.length, panel.title).toBeGreaterThan(15);
      expect(PANEL_TYPES, panel.title).toContain(panel.type);
      const unit = panel.fieldConfig.defaults.unit ?? JSON.stringify(panel.options['yAxis']);
      expect(unit, panel.title).toMatch(/\w/);
      for (const target of panel.targets) expect(target.datasource).toEqual(DATASOURCE);
    }
    expect(provisioned('datasources/prometheus.yaml')).toMatchObject({
      datasources: [{ uid: DATASOURCE.uid, type: DATASOURCE.type, isDefault: true }],
    });
  });

  test('every variable that is used is declared, and the other way round', () => {
    const declared = dashboard.templating.list.map((variable) => variable.name);
    const texts = [
      ...expressionsOf(dashboard).map(({ expr }) => expr),
      ...panelsOf(dashboard).flatMap((panel) => [panel.title, `$${panel.repeat ?? '__none'}`]),
    ];
    expect([...new Set(texts.flatMap(variablesIn))].toSorted()).toEqual(declared.toSorted());
  });

  test('ids are unique and panels do not lie on top of each other', () => {
    const ids = dashboard.panels.map((panel) => panel.id);
    expect(new Set(ids).size).toBe(ids.length);
    const taken = new Map<string, string>();
    for (const { title, gridPos } of dashboard.panels) {
      expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect(taken.get(`${x},${y}`), `${title} at ${x},${y}`).toBeUndefined();
          taken.set(`${x},${y}`, title);
        }
      }
    }
  });

  test('it links to its sisters and marks experiments or starts', () => {
    expect(dashboard.links.some((link) => link.type === 'dashboards')).toBe(true);
    expect(dashboard.annotations.list.length).toBeGreaterThan(0);
  });
});

test('dashboards have names of their own', () => {
  const uids = Object.values(DASHBOARDS).map((dashboard) => dashboard.uid);
  expect(new Set(uids).size).toBe(uids.length);
});
