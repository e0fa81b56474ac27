import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Where a module is in its package: where it is here, as JavaScript. */
export const builtPlace = (source: string): string => source.replace(/\.ts$/, '.mjs');

/** Where the types of a module are in its package. */
export const typesPlace = (source: string): string => source.replace(/\.ts$/, '.d.mts');

/** Where the launcher of a command is: beside the sources of its service, as in the repository. */
export const launcherPlace = (command: string, source: string): string =>
  source.replace(/src\/main\.ts$/, `bin/${command}.mjs`);

/** The path of a module from the root of the repository; undefined for one that is not of it. */
export function ownPath(id: string): string | undefined {
  const path = relative(ROOT, id);
  return path.startsWith('..') || path.split('/').includes('node_modules') ? undefined : path;
}
