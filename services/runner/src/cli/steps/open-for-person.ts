import { spawn } from 'node:child_process';
import { platform } from 'node:os';

const OPENER: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', linux: 'xdg-open' };

/** Shows a file or an address with whatever the desktop uses for it; does nothing without one. */
export function openForPerson(place: string): void {
  const opener = OPENER[platform()];
  if (opener === undefined) return;
  const child = spawn(opener, [place], { stdio: 'ignore', detached: true });
  child.once('error', () => undefined);
  child.unref();
}
