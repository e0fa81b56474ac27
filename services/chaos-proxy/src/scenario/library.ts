import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ASSETS } from '../assets.ts';

const FOLDER = fileURLToPath(new URL('scenarios', ASSETS));

/** The scenarios that come with the lab: name to file. */
export function scenarioLibrary(folder = FOLDER): ReadonlyMap<string, string> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return new Map(files.toSorted().map((file) => [basename(file, '.yaml'), join(folder, file)]));
}
