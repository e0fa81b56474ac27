import { WriteStream } from 'node:tty';

/** Columns of a terminal; undefined for a file or a pipe, which has no edge. */
export function widthOf(output: unknown): number | undefined {
  return output instanceof WriteStream ? output.columns : undefined;
}
