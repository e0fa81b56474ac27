import { readdirSync, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { LoadedPlaybook } from './parse-playbook.ts';
import { PlaybookError } from './playbook-error.ts';
import { readPlaybook } from './read-playbooks.ts';

export interface WatchOptions {
  /** Folders whose `*.json` are playbooks, and single files. */
  readonly folders: readonly string[];
  readonly files: readonly string[];
  readonly onLoaded: (loaded: LoadedPlaybook) => void;
  /** A file that cannot be used; what was loaded from it before stays. */
  readonly onRefused: (error: PlaybookError) => void;
}

/** Editors write in several steps: a file is read when it has been left alone for this long. */
const QUIET_MS = 100;

function playbooksIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    // Gone while it is being replaced: what is put in its place has an event of its own.
    return [];
  }
}

/**
 * Reads a playbook file again whenever it changes. Returns a function that ends the watch. Folders
 * are watched, not files: editors replace a file by renaming another over it.
 */
export function watchPlaybooks({ folders, files, onLoaded, onRefused }: WatchOptions): () => void {
  const timers = new Map<string, NodeJS.Timeout>();
  const read = (file: string): void => {
    timers.delete(file);
    try {
      onLoaded(readPlaybook(file));
    } catch (error) {
      if (!(error instanceof PlaybookError)) throw error;
      onRefused(error);
    }
  };
  const changed = (file: string): void => {
    clearTimeout(timers.get(file));
    timers.set(file, setTimeout(read, QUIET_MS, file).unref());
  };
  const places = new Map(folders.map((folder) => [folder, undefined as Set<string> | undefined]));
  for (const file of files) {
    const folder = dirname(file);
    if (places.has(folder) && places.get(folder) === undefined) continue;
    places.set(folder, (places.get(folder) ?? new Set()).add(basename(file)));
  }
  const watchers = [...places].map(([folder, only]) =>
    watch(folder, { persistent: false }, (_event, name) => {
      if (name?.endsWith('.json') === true) {
        if (only === undefined || only.has(name)) changed(join(folder, name));
        return;
      }
      // A mounted ConfigMap swaps one link for all of its files, which have no event of their own.
      for (const file of only ?? playbooksIn(folder)) changed(join(folder, file));
    }),
  );
  return () => {
    for (const watcher of watchers) watcher.close();
    for (const timer of timers.values()) clearTimeout(timer);
  };
}
