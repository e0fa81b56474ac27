import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { project } from './compose.ts';
import { engineProblem, hasImage } from './engine.ts';
import { type GivenLab, grafanaImage, PROJECT, WITHOUT_GRAFANA } from './lab-settings.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Null where no engine is, and every test is skipped. */
    lab: GivenLab | null;
  }
}

let takeAway = async (): Promise<void> => {};

/** Brings the lab up once for all files, as a user would. */
export async function setup(vitest: TestProject): Promise<void> {
  const problem = await engineProblem();
  if (problem !== undefined) {
    process.stderr.write(`The compose tests are skipped: ${problem}.\n`);
    vitest.provide('lab', null);
    return;
  }
  const grafana = await hasImage(await grafanaImage());
  if (!grafana) process.stderr.write('Without Grafana: its image cannot be had here.\n');
  const lab = givenLab(grafana);
  const { must, down } = project(PROJECT, lab.settings, lab.files);
  takeAway = async () => {
    await down();
    rmSync(lab.runs, { recursive: true, force: true });
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

function givenLab(grafana: boolean): GivenLab {
  const runs = mkdtempSync(join(tmpdir(), 'chaos-lab-runs-'));
  // The containers never run as root, also where the tests do.
  const own = process.getuid?.() ?? 1000;
  const uid = own === 0 ? 1000 : own;
  if (own === 0) chownSync(runs, uid, uid);
  chmodSync(runs, 0o755);
  const free = '0';
  return {
    runs,
    uid,
    grafana,
    files: ['docker-compose.yml', ...(grafana ? [] : [WITHOUT_GRAFANA])],
    settings: {
      RUNS_DIR: runs,
      LAB_UID: String(uid),
      LAB_GID: String(own === 0 ? uid : (process.getgid?.() ?? uid)),
      PROXY_PORT: free,
      PROXY_ADMIN_PORT: free,
      PROMETHEUS_PORT: free,
      GRAFANA_PORT: free,
    },
  };
}
