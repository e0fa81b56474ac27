import { join } from 'node:path';
import { type Manifest, manifestSchema, RUN_FILE } from '@chaos-lab/contracts';
import { readDocument } from '../experiment/documents/read-document.ts';
import { BadInputError } from '../errors.ts';
import { writeJson } from './atomic-file.ts';
import { openRecorder, type Recorder } from './recorder.ts';
import { createRunFolder, runFolderOf } from './folder.ts';
import { type Replayed, recoverRun } from './recover/recover-run.ts';
import { playbookHashes } from '../experiment/playbook-hashes.ts';

/** A new run, or the rest of one that was cut short. */
export type RunTarget =
  | { readonly kind: 'new'; readonly runsDir: string; readonly name: string }
  | { readonly kind: 'resume'; readonly folder: string };

export type OpenRun = {
  readonly folder: string;
  readonly recorder: Recorder;
  /** Position of the first pair that is still to be made. */
  readonly from: number;
};

const now = (): number => performance.now();

/** Makes the folder of a new run, or repairs that of an old one and takes in what it holds. */
export async function openRun(
  target: RunTarget,
  manifest: Manifest,
  into: Replayed,
): Promise<OpenRun> {
  if (target.kind === 'new') {
    const folder = await createRunFolder(target.runsDir, target.name);
    await writeJson(join(folder, RUN_FILE.manifest), manifest);
    return { folder, recorder: await openRecorder(folder, { now }), from: 0 };
  }
  const { folder } = target;
  const { next, keep } = await recoverRun(folder, manifest.experiment, into);
  await writeJson(join(folder, RUN_FILE.manifest), {
    ...manifest,
    resumedAt: [...manifest.resumedAt, new Date().toISOString()],
  });
  return { folder, recorder: await openRecorder(folder, { now, keep }), from: next };
}

/** The folder and manifest of an earlier run, given as a name in `runsDir` or a path. */
export function findRun(runsDir: string, run: string): { folder: string; manifest: Manifest } {
  const folder = runFolderOf(runsDir, run);
  const { value } = readDocument(join(folder, RUN_FILE.manifest), manifestSchema);
  return { folder, manifest: value };
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
