import { existsSync, readdirSync } from 'node:fs';
import { join, parse } from 'node:path';
import { BadInputError } from '../errors.ts';
import { ASSETS } from './assets.ts';

const ENDINGS = ['.yaml', '.yml', '.json'] as const;

/** The path of a document that is given as a path or, without an ending, by its name in the assets. */
export function findDocument(
  kind: 'scenarios' | 'experiments' | 'playbooks',
  given: string,
): string {
  const looksLikePath = /[\\/]/.test(given) || ENDINGS.some((ending) => given.endsWith(ending));
  if (looksLikePath) return given;
  const folder = join(ASSETS, kind);
  const found = ENDINGS.map((ending) => join(folder, given + ending)).find((path) =>
    existsSync(path),
  );
  if (found !== undefined) return found;
  const known = namesIn(folder);
  throw new BadInputError(
    `${JSON.stringify(given)} is not among the ${kind}: expected a path to a file or one of ${known.join(', ') || 'none'}`,
  );
}

function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => ENDINGS.some((ending) => file.endsWith(ending)))
    .map((file) => parse(file).name)
    .toSorted();
}
