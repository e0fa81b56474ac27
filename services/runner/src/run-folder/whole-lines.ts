import { createReadStream } from 'node:fs';

/** A line without its line end, and the offset in bytes of what follows it. */
export type WholeLine = { readonly text: string; readonly end: number };

const LF = 0x0a;

/** The lines of a file, as they come, several at a time. A last line that is torn is left out. */
export async function* wholeLines(path: string): AsyncGenerator<readonly WholeLine[]> {
  let rest = Buffer.alloc(0);
  let offset = 0;
  for await (const chunk of createReadStream(path)) {
    const bytes = Buffer.concat([rest, chunk as Buffer]);
    const lines: WholeLine[] = [];
    let start = 0;
    for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, start)) {
      lines.push({ text: bytes.toString('utf8', start, at), end: offset + at + 1 });
      start = at + 1;
    }
    rest = bytes.subarray(start);
    offset += start;
    if (lines.length > 0) yield lines;
  }
}

/** Whether a file is there and holds a whole line. */
export async function hasLine(path: string): Promise<boolean> {
  try {
    for await (const lines of wholeLines(path)) return lines.length > 0;
    return false;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
