import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { arch, cpus, platform, totalmem } from 'node:os';
import type { Experiment, Manifest, Scenario } from '@chaos-lab/contracts';
import type { LabAddresses } from '../lab/addresses.ts';

/** The commit of the working tree the lab runs from; null outside of one. */
function revision(): string | null {
  const { stdout, status } = spawnSync('git', ['rev-parse', 'HEAD'], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : null;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Everything needed to run the experiment again, as it is known before the first run. */
export function newManifest(input: {
  readonly experiment: Experiment;
  readonly scenario: Scenario;
  readonly hashes: Readonly<Record<string, string>>;
  readonly version: string;
  readonly nodeVersion: string;
  /** Null where the lab started the services itself. */
  readonly services: LabAddresses | null;
  readonly startedAt: Date;
}): Manifest {
  const { experiment, scenario, hashes, version, nodeVersion, services, startedAt } = input;
  const processors = cpus();
  return {
    v: 1,
    experiment,
    scenario,
    startedAt: startedAt.toISOString(),
    hashes: { scenario: sha256(JSON.stringify(scenario)), ...hashes },
    versions: { lab: version, node: nodeVersion, revision: revision() },
    machine: {
      platform: platform(),
      arch: arch(),
      cpus: processors.length,
      cpuModel: processors[0]?.model ?? 'unknown',
      memoryBytes: totalmem(),
    },
    services,
    settings: {},
    resumedAt: [],
  };
}
