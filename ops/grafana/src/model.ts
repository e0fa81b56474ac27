/** The part of Grafana's dashboard JSON that the lab uses. */
export const DATASOURCE = { type: 'prometheus', uid: 'prometheus' } as const;

export type Unit =
  | 'percentunit'
  | 'short'
  | 'reqps'
  | 'ops'
  | 's'
  | 'bytes'
  | 'none'
  | 'dateTimeFromNow';

export type Query = {
  readonly expr: string;
  readonly legend?: string;
  /** One value for now instead of a line over time. */
  readonly instant?: true;
  readonly format?: 'table' | 'heatmap';
  readonly exemplar?: true;
};

export type Target = {
  readonly refId: string;
  readonly datasource: typeof DATASOURCE;
  readonly expr: string;
  readonly legendFormat: string;
  readonly instant: boolean;
  readonly range: boolean;
  readonly format: 'time_series' | 'table' | 'heatmap';
  readonly exemplar: boolean;
};

export type Threshold = { readonly color: string; readonly value: number | null };

export type ValueMapping = {
  readonly type: 'value';
  readonly options: Readonly<Record<string, { readonly text: string; readonly color: string }>>;
};

export type Override = {
  readonly matcher: { readonly id: 'byName' | 'byRegexp'; readonly options: string };
  readonly properties: readonly { readonly id: string; readonly value: unknown }[];
};

export type FieldConfig = {
  readonly defaults: {
    readonly unit?: Unit;
    readonly min?: number;
    readonly max?: number;
    readonly decimals?: number;
    readonly noValue?: string;
    readonly color?: { readonly mode: string };
    readonly thresholds?: { readonly mode: 'absolute'; readonly steps: readonly Threshold[] };
    readonly mappings?: readonly ValueMapping[];
    readonly custom?: Readonly<Record<string, unknown>>;
  };
  readonly overrides: readonly Override[];
};

export type Transformation = {
  readonly id: 'merge' | 'organize' | 'convertFieldType' | 'sortBy' | 'groupingToMatrix';
  readonly options: Readonly<Record<string, unknown>>;
};

export type GridPos = {
  readonly h: number;
  readonly w: number;
  readonly x: number;
  readonly y: number;
};

export const PANEL_TYPES = [
  'stat',
  'timeseries',
  'trend',
  'table',
  'barchart',
  'heatmap',
  'state-timeline',
] as const;

/** A panel before it has a place and an id. */
export type PanelSpec = {
  readonly type: (typeof PANEL_TYPES)[number];
  readonly title: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly queries: readonly Query[];
  readonly fieldConfig: FieldConfig;
  readonly options: Readonly<Record<string, unknown>>;
  readonly transformations?: readonly Transformation[];
  /** Draws the panel once for each value of this variable. */
  readonly repeat?: string;
};

export type Panel = {
  readonly id: number;
  readonly type: PanelSpec['type'];
  readonly title: string;
  readonly description: string;
  readonly datasource: typeof DATASOURCE;
  readonly gridPos: GridPos;
  readonly targets: readonly Target[];
  readonly fieldConfig: FieldConfig;
  readonly options: Readonly<Record<string, unknown>>;
  readonly transformations: readonly Transformation[];
  readonly repeat?: string;
  readonly repeatDirection?: 'h';
  readonly maxPerRow?: number;
};

export type Row = {
  readonly id: number;
  readonly type: 'row';
  readonly title: string;
  readonly collapsed: false;
  readonly gridPos: GridPos;
  readonly panels: readonly [];
};

export type Variable = {
  readonly type: 'query';
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly datasource: typeof DATASOURCE;
  /** `label_values(metric, label)`. */
  readonly definition: string;
  readonly query: { readonly query: string; readonly refId: string };
  readonly refresh: 2;
  readonly sort: 3 | 1;
  readonly multi: boolean;
  readonly includeAll: boolean;
  readonly allValue: '.*';
  readonly current: { readonly text: readonly string[]; readonly value: readonly string[] };
};

export type Annotation = {
  readonly name: string;
  readonly datasource: typeof DATASOURCE;
  readonly enable: boolean;
  readonly hide: boolean;
  readonly iconColor: string;
  readonly expr: string;
  readonly titleFormat: string;
  readonly textFormat: string;
  readonly tagKeys: string;
  readonly step: string;
};

export type DashboardLink = {
  readonly title: string;
  readonly type: 'dashboards' | 'link';
  readonly url?: string;
  readonly tags: readonly string[];
  readonly asDropdown: boolean;
  readonly includeVars: boolean;
  readonly keepTime: boolean;
  readonly targetBlank: boolean;
};

export type Dashboard = {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly schemaVersion: number;
  readonly version: number;
  readonly editable: boolean;
  readonly graphTooltip: 1;
  readonly refresh: string;
  readonly time: { readonly from: string; readonly to: string };
  readonly timezone: 'browser';
  readonly links: readonly DashboardLink[];
  readonly templating: { readonly list: readonly Variable[] };
  readonly annotations: { readonly list: readonly Annotation[] };
  readonly panels: readonly (Panel | Row)[];
};
