import {
  type Dashboard,
  type Panel,
  type RowPanel,
  type VariableModel,
  VariableType,
} from '@grafana/grafana-foundation-sdk/dashboard';

export type Expression = { readonly where: string; readonly expr: string };

/** What Grafana puts in place of its own variables, for a graph of a few minutes. */
const GRAFANA: Readonly<Record<string, string>> = { __rate_interval: '1m', __range: '15m' };

export const panelsOf = (dashboard: Dashboard): Panel[] =>
  (dashboard.panels ?? []).filter((panel): panel is Panel => !isRow(panel));

const isRow = (panel: Panel | RowPanel): panel is RowPanel => panel.type === 'row';

export const variablesOf = (dashboard: Dashboard): readonly VariableModel[] =>
  dashboard.templating?.list ?? [];

/** The variables that Prometheus fills. */
export const queriesOf = (dashboard: Dashboard): readonly { name: string; query: string }[] =>
  variablesOf(dashboard).flatMap(({ type, name, definition }) =>
    type === VariableType.Query && typeof definition === 'string'
      ? [{ name, query: definition }]
      : [],
  );

/** The queries of a panel by their letters. */
export const targetsOf = (panel: Panel): readonly { refId: string; expr: string }[] =>
  (panel.targets ?? []).map((target) => {
    if (!('expr' in target) || !('refId' in target)) throw new Error(`no PromQL: ${panel.title}`);
    return { refId: String(target.refId), expr: String(target.expr) };
  });

/** Every PromQL expression of a dashboard: panels and annotations. */
export function expressionsOf(dashboard: Dashboard): Expression[] {
  const panels = panelsOf(dashboard).flatMap((panel) =>
    targetsOf(panel).map(({ refId, expr }) => ({
      where: `${dashboard.title} / ${panel.title} / ${refId}`,
      expr,
    })),
  );
  const annotations = (dashboard.annotations?.list ?? []).map(({ name, expr = '' }) => ({
    where: `${dashboard.title} / annotation ${name}`,
    expr,
  }));
  return [...panels, ...annotations];
}

/** The expression as Prometheus gets it when an experiment is chosen and all else stands at All. */
export function withVariables(expr: string, experiment = '.*'): string {
  const chosen: Readonly<Record<string, string>> = { ...GRAFANA, experiment };
  return expr.replaceAll(/\$(\w+)/g, (_, name: string) => chosen[name] ?? '.*');
}
