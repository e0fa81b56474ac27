import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { wholeLines } from '../run-folder/whole-lines.ts';

/** A run that is made again by its tape: all of it, or the pairs of one session. */
export type Replay = { readonly tape: string; readonly session: string | undefined };

/** The tape of a run, or of one of its sessions, as it is sent to the proxy. */
export function tapeOf(path: string, session: string | undefined): Readable {
  return session === undefined ? createReadStream(path) : Readable.from(linesOf(path, session));
}

async function* linesOf(path: string, session: string): AsyncGenerator<string> {
  const mark = `"session":${JSON.stringify(session)}`;
  for await (const lines of wholeLines(path)) {
    const own = lines.filter(({ text }) => text.includes(mark));
    if (own.length > 0) yield own.map(({ text }) => `${text}\n`).join('');
  }
}
