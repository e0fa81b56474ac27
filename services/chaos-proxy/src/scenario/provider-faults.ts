import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type FaultSpec, type Presets, providerSchema } from '@chaos-lab/contracts';
import { readYaml } from '@chaos-lab/service-kit';
import { ASSETS } from '../assets.ts';
import { issuesOf } from './issues.ts';
import { ScenarioError } from './scenario-error.ts';

const FOLDER = fileURLToPath(new URL('providers/', ASSETS));

let known: ReadonlyMap<string, FaultSpec> | undefined;

/** Every fault of the providers that come with the lab, by name; read once. */
export function providerFaults(): ReadonlyMap<string, FaultSpec> & Presets {
  known ??= readProviders(FOLDER);
  return known;
}

/** The faults in the provider files of a folder. Throws ScenarioError where one is no provider file. */
function readProviders(folder: string): ReadonlyMap<string, FaultSpec> {
  const faults = new Map<string, FaultSpec>();
  for (const file of readdirSync(folder).toSorted()) {
    if (!file.endsWith('.yaml')) continue;
    const read = readYaml(readFileSync(`${folder}/${file}`, 'utf8'));
    if (!('value' in read)) throw new ScenarioError(file, [{ path: '', message: 'not YAML' }]);
    const result = providerSchema.safeParse(read.value);
    if (!result.success) {
      throw new ScenarioError(file, issuesOf(result.error, read.value, providerSchema));
    }
    for (const [name, { fault }] of Object.entries(result.data.faults)) faults.set(name, fault);
  }
  return faults;
}
