import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Manifest, manifestSchema, RUN_FILE, summarySchema } from '@chaos-lab/contracts';
import { namesIn, readAs } from './read-json.ts';

export type UnfinishedRun = { readonly folder: string; readonly manifest: Manifest };

/**
 * The latest run in a folder that was begun from this design (experiment, scenario, playbooks) and
 * has not come to its end; undefined where there is none.
 */
export function unfinishedRun(
  runsDir: string,
  design: Pick<Manifest, 'experiment' | 'scenario' | 'hashes'>,
): UnfinishedRun | undefined {
  return namesIn(runsDir)
    .map((name) => join(runsDir, name))
    .flatMap((folder) => {
      const manifest = readAs(manifestSchema, join(folder, RUN_FILE.manifest));
      return manifest && isSame(manifest, design) ? [{ folder, manifest }] : [];
    })
    .filter(({ folder }) => {
      const summary = readAs(summarySchema, join(folder, RUN_FILE.summary));
      return summary?.state !== 'complete';
    })
    .toSorted((a, b) => a.manifest.startedAt.localeCompare(b.manifest.startedAt))
    .at(-1);
}

const isSame = (
  manifest: Manifest,
  { experiment, scenario, hashes }: Pick<Manifest, 'experiment' | 'scenario' | 'hashes'>,
): boolean =>
  isDeepStrictEqual(manifest.experiment, experiment) &&
  isDeepStrictEqual(manifest.scenario, scenario) &&
  isDeepStrictEqual(manifest.hashes, hashes);
