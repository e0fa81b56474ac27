import { existsSync, readdirSync } from 'node:fs';
import { join, parse } from 'node:path';
import { BadInputError } from '../../errors.ts';
import { ASSETS } from './assets.ts';

const ENDINGS = ['.yaml', '.yml', '.json'] as const;

type Kind = 'scenarios' | 'experiments' | 'playbooks';

/** Where a document of the assets is, by its name; undefined where there is none. */
export function documentPath(kind: Kind, name: string): string | undefined {
  return ENDINGS.map((ending) => join(ASSETS, kind, name + ending)).find((path) =>
    existsSync(path),
  );
}

/** The path of a document that is given as a path or, without an ending, by its name in the assets. */
export function findDocument(kind: Kind, given: string): string {
  const isPath = /[\\/]/.test(given) || ENDINGS.some((ending) => given.endsWith(ending));
  const found = isPath ? given : documentPath(kind, given);
  if (found !== undefined) return found;
  const known = namesIn(join(ASSETS, kind)).join(', ') || 'none';
  throw new BadInputError(
    `${JSON.stringify(given)} is not among the ${kind}: expected a path to a file or one of ${known}`,
  );
}

function namesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => ENDINGS.some((ending) => file.endsWith(ending)))
    .map((file) => parse(file).name)
    .toSorted();
}
