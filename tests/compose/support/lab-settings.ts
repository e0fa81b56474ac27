import { docker } from './engine.ts';

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

/** The image that docker-compose.yml names for Grafana. */
export async function grafanaImage(): Promise<string> {
  const { stdout } = await docker(['compose', 'config', '--images']);
  return stdout.split('\n').find((image) => image.startsWith('grafana/')) ?? '';
}
