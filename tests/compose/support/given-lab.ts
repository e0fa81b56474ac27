import { inject } from 'vitest';
import { type Project, project } from './compose.ts';
import { docker } from './engine.ts';
import { type PrometheusApi, prometheusApi } from './prometheus.ts';

export const PROJECT = 'chaos-lab-test';
export const WITHOUT_GRAFANA = 'tests/compose/without-grafana.yml';

/** How the lab was brought up, as plain data. */
export type GivenLab = {
  /** The folder of runs on this machine, and who owns it. */
  readonly runs: string;
  readonly uid: number;
  readonly grafana: boolean;
  readonly files: readonly string[];
  readonly settings: Readonly<Record<string, string>>;
};

/** Null where no container engine is. */
export const given = inject('lab');

const NOWHERE: GivenLab = { runs: '', uid: 0, grafana: false, files: [], settings: {} };

/** For tests that are skipped where no lab is: it is then never looked at. */
export const theLab = (): GivenLab => given ?? NOWHERE;

/** The running lab, or another project from the same files with other settings. */
export function labProject(
  name = PROJECT,
  settings: Readonly<Record<string, string>> = {},
): Project {
  const lab = theLab();
  return project(name, { ...lab.settings, ...settings }, lab.files);
}

export async function labPrometheus(): Promise<PrometheusApi> {
  return prometheusApi(await labProject().url('prometheus', 9090));
}

/** The image that docker-compose.yml names for Grafana. */
export async function grafanaImage(): Promise<string> {
  const { stdout } = await docker(['compose', 'config', '--images']);
  return stdout.split('\n').find((image) => image.startsWith('grafana/')) ?? '';
}
