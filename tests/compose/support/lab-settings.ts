import { docker, hasImage, type User } from './engine.ts';

export const PROJECT = 'chaos-lab-test';

/** How the lab was brought up, as plain data. */
export type GivenLab = {
  /** Who did it, in a clone of their own. */
  readonly user: User;
  /** The folder of runs on this machine. */
  readonly runs: string;
  readonly grafana: boolean;
  readonly settings: Readonly<Record<string, string>>;
};

export type Watchers = {
  readonly grafana: boolean;
  /** Names a version of Prometheus that is here, where the one that is asked for cannot be had. */
  readonly settings: Readonly<Record<string, string>>;
};

/** Which of the images of others can be had, and what is to be set where one cannot. */
export async function watchers(): Promise<Watchers> {
  const { stdout } = await docker(['compose', '--profile', '*', 'config', '--images']);
  const named = (name: string): string =>
    stdout.split('\n').find((image) => image.startsWith(`${name}:`)) ?? '';
  const grafana = await hasImage(named('grafana/grafana'));
  const profiles = grafana ? {} : { COMPOSE_PROFILES: 'lab,prometheus' };
  if (!grafana) process.stderr.write('Without Grafana: its image cannot be had here.\n');
  const asked = named('prom/prometheus');
  if (await hasImage(asked)) return { grafana, settings: profiles };
  const found = await docker(['image', 'ls', '--format', '{{.Tag}}', 'prom/prometheus']);
  const here = found.stdout.split('\n').find((tag) => tag.startsWith('v3.'));
  if (here === undefined) throw new Error(`${asked} cannot be had, nor is any other 3.x here`);
  process.stderr.write(`${asked} cannot be had here: ${here} stands in for it.\n`);
  return { grafana, settings: { ...profiles, PROMETHEUS_VERSION: here } };
}
