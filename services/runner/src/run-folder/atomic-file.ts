import { rename, rm, writeFile } from 'node:fs/promises';
import { messageOf, OutputError } from '../errors.ts';

/**
 * Replaces a file in one step: a reader sees the old text or the new, never a part. By hand, since
 * write-file-atomic handles every signal of its process and dies of SIGXFSZ, a file that cannot grow.
 */
export async function writeAtomically(path: string, text: string | Uint8Array): Promise<void> {
  const temporary = `${path}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new OutputError(`cannot write ${path}: ${messageOf(error)}`, error);
  }
}

export async function writeJson(path: string, value: unknown): Promise<void> {
  await writeAtomically(path, `${JSON.stringify(value, null, 2)}\n`);
}
