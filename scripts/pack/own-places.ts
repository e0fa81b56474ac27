import { dirname, relative } from 'node:path';
import type { Plugin } from 'rolldown';
import { ownPath } from './places.ts';

const MARK = '__CHAOS_LAB_PLACE_OF__';
const STARTED = /(new URL\(\s*(?:'[^']*|`[^`]*))\.ts(['`],\s*import\.meta\.url\))/g;
const MARKED = new RegExp(`${MARK}\\((["'\`])(.*?)\\1\\)`, 'g');

/**
 * Lets every module of the repository believe that it is where it was, whatever file it lands in: what it
 * names by its own place is found as long as the package keeps the places of the repository.
 */
export function ownPlaces(): Plugin {
  return {
    name: 'own-places',
    transform(code, id) {
      const path = ownPath(id);
      if (path === undefined || !code.includes('import.meta.')) return null;
      return code
        .replaceAll(STARTED, '$1.mjs$2')
        .replaceAll('import.meta.url', `${MARK}(${JSON.stringify(path)}).href`)
        .replaceAll('import.meta.dirname', `${MARK}(${JSON.stringify(dirname(path))}).pathname`);
    },
    renderChunk(code, chunk) {
      if (!code.includes(MARK)) return null;
      const from = dirname(chunk.fileName);
      return code.replaceAll(MARKED, (_all, _quote, path: string) => {
        const to = relative(from, path);
        return `new URL(${JSON.stringify(to.startsWith('.') ? to : `./${to}`)}, import.meta.url)`;
      });
    },
  };
}
