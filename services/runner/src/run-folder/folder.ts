import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runNameSchema } from '@chaos-lab/contracts';
import { BadInputError, messageOf } from '../errors.ts';

/** The folder of a run. The name cannot lead out of `runsDir`. */
function runFolderPath(runsDir: string, name: string): string {
  const parsed = runNameSchema.safeParse(name);
  if (parsed.success) return join(runsDir, parsed.data);
  throw new BadInputError(
    `${JSON.stringify(name)} is no name for a run: ${parsed.error.issues[0]?.message ?? ''}`,
  );
}

/** The folder of a run that is given as a name in `runsDir` or as a path. */
export function runFolderOf(runsDir: string, run: string): string {
  return /[\\/]/.test(run) ? run : runFolderPath(runsDir, run);
}

/**
 * Makes a new folder. An existing one is refused, since rows of another run are never written over; or,
 * where the name was not asked for, the first free of NAME-2, NAME-3, ... is taken.
 */
export async function createRunFolder(
  runsDir: string,
  name: string,
  renameable = false,
): Promise<string> {
  for (let number = 1; ; number += 1) {
    const folder = runFolderPath(runsDir, number === 1 ? name : `${name}-${number}`);
    try {
      await mkdir(runsDir, { recursive: true });
      await mkdir(folder);
      return folder;
    } catch (error) {
      const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (exists && renameable) continue;
      throw new BadInputError(
        exists
          ? `the run folder ${folder} exists: choose another --name, or continue it with run --resume ${name}`
          : `cannot make the run folder ${folder}: ${messageOf(error)}`,
      );
    }
  }
}

/** `default-20260131-142530`: a new name for every start. */
export function newRunName(experiment: string, at: Date): string {
  const [day = '', time = ''] = at.toISOString().split('T');
  return `${experiment.slice(0, 80)}-${day.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}`;
}
