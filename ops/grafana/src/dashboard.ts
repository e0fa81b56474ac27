import {
  type Annotation,
  type Dashboard,
  DATASOURCE,
  type DashboardLink,
  type Panel,
  type PanelSpec,
  type Query,
  type Row,
  type Target,
  type Variable,
} from './model.ts';

/** Columns of Grafana's grid. */
const COLUMNS = 24;
const TAG = 'chaos-lab';

type Section = { readonly title: string; readonly panels: readonly PanelSpec[] };

type DashboardSpec = {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly from: string;
  readonly variables: readonly Variable[];
  readonly annotations: readonly Annotation[];
  readonly links: readonly DashboardLink[];
  readonly sections: readonly Section[];
};

/** Gives every panel an id and a place: from left to right, a new line where one is full. */
export function dashboard(spec: DashboardSpec): Dashboard {
  const { uid, title, description, variables, annotations, links } = spec;
  return {
    uid,
    title,
    description,
    tags: [TAG],
    schemaVersion: 41,
    version: 1,
    editable: true,
    graphTooltip: 1,
    refresh: '5s',
    time: { from: spec.from, to: 'now' },
    timezone: 'browser',
    links: [otherDashboards, ...links],
    templating: { list: variables },
    annotations: { list: annotations },
    panels: layOut(spec.sections),
  };
}

/** A variable filled from the values of a label. */
export function labelVariable(spec: {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly metric: { readonly name: string };
  readonly of: string;
  readonly numeric?: true;
}): Variable {
  const query = `label_values(${spec.metric.name}, ${spec.of})`;
  return {
    type: 'query',
    name: spec.name,
    label: spec.label,
    description: spec.description,
    datasource: DATASOURCE,
    definition: query,
    query: { query, refId: `variable-${spec.name}` },
    refresh: 2,
    sort: spec.numeric ? 3 : 1,
    multi: true,
    includeAll: true,
    allValue: '.*',
    current: { text: ['All'], value: ['$__all'] },
  };
}

/** Marks on every graph of the dashboard where the expression has a value. */
export function annotation(spec: {
  readonly name: string;
  readonly color: string;
  readonly expr: string;
  readonly title: string;
  readonly text: string;
  readonly tags: string;
}): Annotation {
  return {
    name: spec.name,
    datasource: DATASOURCE,
    enable: true,
    hide: false,
    iconColor: spec.color,
    expr: spec.expr,
    titleFormat: spec.title,
    textFormat: spec.text,
    tagKeys: spec.tags,
    step: '2s',
  };
}

const otherDashboards: DashboardLink = {
  title: 'Dashboards of the lab',
  type: 'dashboards',
  tags: [TAG],
  asDropdown: true,
  includeVars: false,
  keepTime: true,
  targetBlank: false,
};

/** A link in the bar at the top. */
export const link = (title: string, url: string): DashboardLink => ({
  title,
  type: 'link',
  url,
  tags: [],
  asDropdown: false,
  includeVars: false,
  keepTime: false,
  targetBlank: true,
});

function layOut(sections: readonly Section[]): (Panel | Row)[] {
  const placed: (Panel | Row)[] = [];
  let y = 0;
  for (const section of sections) {
    placed.push({
      id: placed.length + 1,
      type: 'row',
      title: section.title,
      collapsed: false,
      gridPos: { h: 1, w: COLUMNS, x: 0, y },
      panels: [],
    });
    y += 1;
    let x = 0;
    let lineHeight = 0;
    for (const spec of section.panels) {
      if (x + spec.width > COLUMNS) {
        y += lineHeight;
        x = 0;
        lineHeight = 0;
      }
      placed.push(toPanel(spec, placed.length + 1, x, y));
      x += spec.width;
      lineHeight = Math.max(lineHeight, spec.height);
    }
    y += lineHeight;
  }
  return placed;
}

function toPanel(spec: PanelSpec, id: number, x: number, y: number): Panel {
  return {
    id,
    type: spec.type,
    title: spec.title,
    description: spec.description,
    datasource: DATASOURCE,
    gridPos: { h: spec.height, w: spec.width, x, y },
    targets: spec.queries.map(toTarget),
    fieldConfig: spec.fieldConfig,
    options: spec.options,
    transformations: spec.transformations ?? [],
    ...(spec.repeat !== undefined && {
      repeat: spec.repeat,
      repeatDirection: 'h',
      maxPerRow: Math.floor(COLUMNS / spec.width),
    }),
  };
}

function toTarget(query: Query, index: number): Target {
  return {
    refId: String.fromCharCode('A'.charCodeAt(0) + index),
    datasource: DATASOURCE,
    expr: query.expr,
    legendFormat: query.legend ?? '__auto',
    instant: query.instant ?? false,
    range: !query.instant,
    format: query.format ?? 'time_series',
    exemplar: query.exemplar ?? false,
  };
}
