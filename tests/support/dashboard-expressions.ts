import type { Dashboard } from '../../ops/grafana/src/model.ts';

export type Expression = { readonly where: string; readonly expr: string };

/** What Grafana puts in place of its own variables, for a graph of a few minutes. */
const GRAFANA: Readonly<Record<string, string>> = { __rate_interval: '1m', __range: '15m' };

/** Every PromQL expression of a dashboard: panels and annotations. */
export function expressionsOf(dashboard: Dashboard): Expression[] {
  const panels = dashboard.panels.flatMap((panel) =>
    panel.type === 'row'
      ? []
      : panel.targets.map(({ refId, expr }) => ({
          where: `${dashboard.title} / ${panel.title} / ${refId}`,
          expr,
        })),
  );
  const annotations = dashboard.annotations.list.map(({ name, expr }) => ({
    where: `${dashboard.title} / annotation ${name}`,
    expr,
  }));
  return [...panels, ...annotations];
}

/** The expression as Prometheus gets it when every variable stands at All. */
export function withVariables(expr: string): string {
  return expr.replaceAll(/\$(\w+)/g, (_, name: string) => GRAFANA[name] ?? '.*');
}
