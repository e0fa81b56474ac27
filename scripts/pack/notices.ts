import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';

const PACKAGE = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const LICENCE = /^(licen[cs]e|copying|notice)/i;

/** Collects the licences of all that is bundled, one text by the name of each package. */
export function notices(found: Map<string, string>): Plugin {
  return {
    name: 'notices',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        for (const id of file.moduleIds) {
          const folder = PACKAGE.exec(id)?.[1];
          if (folder === undefined || !existsSync(join(folder, 'package.json'))) continue;
          const { name, version, license } = JSON.parse(
            readFileSync(join(folder, 'package.json'), 'utf8'),
          ) as { name: string; version: string; license?: string };
          found.set(`${name} ${version}`, licenceIn(folder) ?? `Licence: ${license ?? 'not told'}`);
        }
      }
    },
  };
}

function licenceIn(folder: string): string | undefined {
  const texts = readdirSync(folder).filter((name) => LICENCE.test(name));
  if (texts.length === 0) return undefined;
  return texts.map((name) => readFileSync(join(folder, name), 'utf8').trim()).join('\n\n');
}

export function noticesText(found: ReadonlyMap<string, string>): string {
  const parts = [...found].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return parts.map(([name, text]) => `${name}\n\n${text}\n`).join(`\n${'-'.repeat(72)}\n\n`);
}
