import { inject } from 'vitest';
import { type Project, project } from './compose.ts';
import { type GivenLab, PROJECT } from './lab-settings.ts';
import { type PrometheusApi, prometheusApi } from './prometheus.ts';

/** Null where no container engine is. */
export const given = inject('lab');

const NOBODY = { uid: 0, gid: 0, folder: '', home: '' };
const NOWHERE: GivenLab = { user: NOBODY, runs: '', grafana: false, settings: {} };

/** For tests that are skipped where no lab is: it is then never looked at. */
export const theLab = (): GivenLab => given ?? NOWHERE;

/** The running lab, or another project from the same clone with other settings. */
export function labProject(
  name = PROJECT,
  settings: Readonly<Record<string, string>> = {},
): Project {
  const lab = theLab();
  return project(name, { ...lab.settings, ...settings }, lab.user);
}

export async function labPrometheus(from = labProject()): Promise<PrometheusApi> {
  return prometheusApi(await from.url('prometheus', 9090));
}
