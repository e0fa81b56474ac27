import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  AnnotationQueryBuilder,
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  type Panel,
  QueryVariableBuilder,
  RowBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';

/** What the variable of the data source stands for, wherever the dashboard is imported. */
export const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };
const TAG = 'chaos-lab';

/** A dashboard of the lab without panels: it asks for its data source and links to its sisters. */
export const dashboard = (uid: string, title: string, description: string): DashboardBuilder =>
  new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags([TAG])
    .version(1)
    .tooltip(DashboardCursorSync.Crosshair)
    .refresh('5s')
    .time({ from: 'now-15m', to: 'now' })
    .link(
      new DashboardLinkBuilder('Chaos Lab')
        .type(DashboardLinkType.Dashboards)
        .tags([TAG])
        .asDropdown(true)
        .keepTime(true),
    )
    .withVariable(
      new DatasourceVariableBuilder('datasource')
        .label('Data source')
        .description('A Prometheus that scrapes the lab.')
        .type('prometheus'),
    );

/** A row and the panels in it, which the SDK lays out from left to right. */
export function section(
  to: DashboardBuilder,
  title: string,
  panels: readonly Builder<Panel>[],
): DashboardBuilder {
  to.withRow(new RowBuilder(title));
  for (const panel of panels) to.withPanel(panel);
  return to;
}

/** The finished dashboard, its panels numbered from 1. */
export function built(from: DashboardBuilder): Dashboard {
  const made = from.build();
  for (const [at, panel] of (made.panels ?? []).entries()) panel.id = at + 1;
  return made;
}

/** A variable filled from the values of a label, of which several can be chosen. */
export const labelVariable = (spec: {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly query: string;
  readonly sort?: VariableSort;
}): QueryVariableBuilder =>
  new QueryVariableBuilder(spec.name)
    .label(spec.label)
    .description(spec.description)
    .datasource(DATASOURCE)
    .query({ query: spec.query, refId: `variable-${spec.name}` })
    .definition(spec.query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(spec.sort ?? VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue('.*')
    .current({ text: ['All'], value: ['$__all'] });

/** Marks on every graph of the dashboard where the expression has a value. */
export const annotation = (spec: {
  readonly name: string;
  readonly color: string;
  readonly expr: string;
  readonly title: string;
  readonly text: string;
  readonly tags: string;
}): AnnotationQueryBuilder =>
  new AnnotationQueryBuilder()
    .name(spec.name)
    .datasource(DATASOURCE)
    .enable(true)
    .iconColor(spec.color)
    .expr(spec.expr)
    .titleFormat(spec.title)
    .textFormat(spec.text)
    .tagKeys(spec.tags)
    .step('2s');
