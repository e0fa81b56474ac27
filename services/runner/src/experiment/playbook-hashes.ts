import { readFileSync } from 'node:fs';
import type { Experiment } from '@chaos-lab/contracts';
import { documentPath } from './documents/find-document.ts';
import { sha256 } from '../run-folder/manifest.ts';

/** SHA-256 of every playbook of the experiment that lies among the assets, as `playbook:NAME`. */
export function playbookHashes(experiment: Experiment): Readonly<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const arm of experiment.arms) {
    if (!('policy' in arm) || arm.policy.type !== 'playbook') continue;
    const { name } = arm.policy;
    const path = documentPath('playbooks', name);
    if (path !== undefined) hashes[`playbook:${name}`] = sha256(readFileSync(path, 'utf8'));
  }
  return hashes;
}
