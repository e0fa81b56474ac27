import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { aClone } from './a-clone.ts';
import { project } from './compose.ts';
import { engineProblem } from './engine.ts';
import { type GivenLab, PROJECT, watchers } from './lab-settings.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Null where no engine is, and every test is skipped. */
    lab: GivenLab | null;
  }
}

let takeAway = async (): Promise<void> => {};

/** Brings the lab up once for all files, as a stranger would: in a fresh clone, as no root. */
export async function setup(vitest: TestProject): Promise<void> {
  const problem = await engineProblem();
  if (problem !== undefined) {
    process.stderr.write(`The compose tests are skipped: ${problem}.\n`);
    vitest.provide('lab', null);
    return;
  }
  const { grafana, settings } = await watchers();
  const user = await aClone(1000);
  const runs = join(user.folder, 'runs');
  const lab: GivenLab = { user, runs, grafana, settings: { ...settings, ...FREE_PORTS } };
  const { must, down } = project(PROJECT, lab.settings, user);
  takeAway = async () => {
    await down();
    rmSync(user.home, { recursive: true, force: true });
  };
  try {
    await must(['up', '--build', '--wait', '--wait-timeout', '300']);
  } catch (error) {
    await takeAway();
    throw error;
  }
  vitest.provide('lab', lab);
}

export async function teardown(): Promise<void> {
  await takeAway();
}

/** The lab of whoever works here may be up on the usual ones. */
const FREE_PORTS = {
  PROXY_PORT: '0',
  PROXY_ADMIN_PORT: '0',
  PROMETHEUS_PORT: '0',
  GRAFANA_PORT: '0',
};
