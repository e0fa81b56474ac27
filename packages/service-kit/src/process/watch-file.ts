import { unwatchFile, watchFile as poll } from 'node:fs';

/**
 * Calls back when what is found at a path changes, whichever way: written in place, replaced by a
 * rename (editors), or behind a symbolic link that now leads elsewhere (a ConfigMap of Kubernetes).
 * It looks every `everyMs`, since a watch on a file stays with the old one after a rename, and
 * keeps no process alive. The result ends it.
 */
export function watchFile(path: string, onChange: () => void, everyMs = 500): () => void {
  const changed = (): void => onChange();
  poll(path, { interval: everyMs, persistent: false }, changed);
  return () => unwatchFile(path, changed);
}
