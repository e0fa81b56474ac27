import { join } from 'node:path';
import { type Manifest, RUN_FILE } from '@chaos-lab/contracts';
import { BadInputError } from '../errors.ts';
import { playbookHashes } from '../experiment/playbook-hashes.ts';
import type { Host } from '../host.ts';
import { writeJson } from './atomic-file.ts';
import { readManifest } from './documents.ts';
import { createRunFolder, runFolderOf } from './folder.ts';
import { type FolderLock, lockFolder } from './lock.ts';
import { openRecorder, type Recorder } from './recorder.ts';
import { recoverRun } from './recover/recover-run.ts';
import type { Replayed } from './streams/stream.ts';

/** A new run, or the rest of one that was cut short. */
export type RunTarget =
  | {
      readonly kind: 'new';
      readonly runsDir: string;
      readonly name: string;
      /** Takes another name where there is a folder of this one. */
      readonly renameable: boolean;
    }
  | { readonly kind: 'resume'; readonly folder: string };

export type OpenRun = {
  readonly folder: string;
  readonly recorder: Recorder;
  /** Position of the first pair that is still to be made. */
  readonly from: number;
  readonly lock: FolderLock;
};

const now = (): number => performance.now();

/** The folder of a run that is continued, for this process alone; undefined for a new one. */
export async function lockTarget(
  target: RunTarget,
  host: Pick<Host, 'pid' | 'isAlive'>,
): Promise<FolderLock | undefined> {
  return target.kind === 'new' ? undefined : lockFolder(target.folder, host);
}

/** Makes the folder of a new run, or repairs that of an old one and takes in what it holds. */
export async function openRun(
  target: RunTarget,
  manifest: Manifest,
  options: {
    readonly into: Replayed;
    readonly lock: FolderLock | undefined;
    readonly host: Pick<Host, 'pid' | 'isAlive'>;
  },
): Promise<OpenRun> {
  if (target.kind === 'new') {
    const folder = await createRunFolder(target.runsDir, target.name, target.renameable);
    const lock = await lockFolder(folder, options.host);
    await writeJson(join(folder, RUN_FILE.manifest), manifest);
    return { folder, lock, recorder: await openRecorder(folder, { now }), from: 0 };
  }
  const { folder } = target;
  const lock = options.lock ?? (await lockFolder(folder, options.host));
  const { next, keep } = await recoverRun(folder, manifest.experiment, options.into);
  await writeJson(join(folder, RUN_FILE.manifest), {
    ...manifest,
    resumedAt: [...manifest.resumedAt, new Date().toISOString()],
  });
  return {
    folder,
    lock,
    recorder: await openRecorder(folder, { now, ...(keep && { keep }) }),
    from: next,
  };
}

/** The folder and manifest of an earlier run, given as a name in `runsDir` or a path. */
export async function findRun(
  runsDir: string,
  run: string,
): Promise<{ readonly folder: string; readonly manifest: Manifest }> {
  const folder = runFolderOf(runsDir, run);
  return { folder, manifest: await readManifest(folder) };
}

/** Refuses to continue with playbooks that are not those the run began with. */
export function requireSamePlaybooks(manifest: Manifest): void {
  const hashes = playbookHashes(manifest.experiment);
  const changed = Object.keys(hashes).filter((name) => hashes[name] !== manifest.hashes[name]);
  if (changed.length > 0) {
    throw new BadInputError(
      changed.map((name) => `${name} has changed since the run began: start a new run`),
    );
  }
}
