import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  type Manifest,
  manifestSchema,
  RUN_FILE,
  type Summary,
  summarySchema,
} from '@chaos-lab/contracts';
import type { z } from 'zod';
import { messageOf, RunFolderError } from '../errors.ts';

export type RunDocuments = { readonly manifest: Manifest; readonly summary: Summary };

/** The manifest of a run. Throws RunFolderError where the folder is no run, or the file is missing or cut. */
export async function readManifest(folder: string): Promise<Manifest> {
  await requireFolder(folder);
  return readJson(folder, RUN_FILE.manifest, manifestSchema);
}

/** The summary of a run, as it was written last. Throws RunFolderError. */
export const readSummary = (folder: string): Promise<Summary> =>
  readJson(folder, RUN_FILE.summary, summarySchema);

/**
 * For folders of others, which may be half made, cut, or no run at all: what a reader of this file
 * finds, and undefined where it throws RunFolderError.
 */
export async function ifWhole<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof RunFolderError) return undefined;
    throw error;
  }
}

/** Manifest and summary, which must be of one run. Throws RunFolderError. */
export async function readRunDocuments(folder: string): Promise<RunDocuments> {
  const manifest = await readManifest(folder);
  const summary = await readSummary(folder);
  if (summary.experiment_id !== manifest.experiment.name) {
    throw new RunFolderError(
      `${join(folder, RUN_FILE.summary)} is of the experiment "${summary.experiment_id}", ` +
        `the manifest beside it of "${manifest.experiment.name}": files of two runs are mixed`,
    );
  }
  return { manifest, summary };
}

async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined) throw new RunFolderError(`there is no run folder ${folder}`);
  if (!found.isDirectory()) {
    throw new RunFolderError(`${folder} is a file: expected the folder of a run`);
  }
}

async function readJson<T extends z.ZodType>(
  folder: string,
  file: string,
  schema: T,
): Promise<z.output<T>> {
  const path = join(folder, file);
  const parsed = schema.safeParse(parseJson(path, await readText(folder, path)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  throw new RunFolderError(`${path}: ${place}${issue?.message ?? 'is not as expected'}`);
}

async function readText(folder: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!missing) throw new RunFolderError(`cannot read ${path}: ${messageOf(error)}`);
    throw new RunFolderError(
      `${folder} is no run folder, or not whole: it has no ${basename(path)}`,
    );
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RunFolderError(`${path} is cut or no JSON: ${messageOf(error)}`);
  }
}
