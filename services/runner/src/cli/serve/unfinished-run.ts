import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Manifest } from '@chaos-lab/contracts';
import { ifWhole, readManifest, readSummary } from '../../run-folder/documents.ts';
import { namesIn } from './names-in.ts';

export type UnfinishedRun = { readonly folder: string; readonly manifest: Manifest };

/**
 * The latest run in a folder that was begun from this design (experiment, scenario, playbooks) and
 * has not come to its end; undefined where there is none.
 */
export async function unfinishedRun(
  runsDir: string,
  design: Pick<Manifest, 'experiment' | 'scenario' | 'hashes'>,
): Promise<UnfinishedRun | undefined> {
  const found = namesIn(runsDir).map(async (name): Promise<UnfinishedRun | undefined> => {
    const folder = join(runsDir, name);
    const manifest = await ifWhole(readManifest(folder));
    if (manifest === undefined || !isSame(manifest, design)) return undefined;
    const summary = await ifWhole(readSummary(folder));
    return summary?.state === 'complete' ? undefined : { folder, manifest };
  });
  return (await Promise.all(found))
    .filter((run) => run !== undefined)
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
