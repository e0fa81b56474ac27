import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { chaosProxy } from './chaos-proxy/index.ts';
import { lab } from './lab/index.ts';
import { processes } from './processes.ts';

/** Every dashboard by the name of its file under `ops/grafana/dashboards`. */
export const DASHBOARDS: Readonly<Record<string, Dashboard>> = {
  'lab.json': lab,
  'chaos-proxy.json': chaosProxy,
  'processes.json': processes,
};

/** The bytes of a dashboard's file. */
export const render = (dashboard: Dashboard): string => `${JSON.stringify(dashboard, null, 2)}\n`;
