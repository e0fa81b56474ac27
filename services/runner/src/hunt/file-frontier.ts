import { type LineFile, openLineFile } from '../run-folder/line-file.ts';
import { linesOf } from './lines-of.ts';
import { type NodeLine, reachedLine, reachedOf, setLine, setOf } from './search-lines.ts';
import type { Frontier, FrontierNode } from './search/frontier.ts';

/** A frontier in files, one for each size: what is in memory does not grow with the number of sets. */
export function fileFrontier(
  path: (size: number) => string,
): Frontier & { close(): Promise<void> } {
  const files = new Map<number, LineFile>();
  return {
    async add(size, node) {
      let file = files.get(size);
      if (file === undefined) {
        file = await openLineFile(path(size));
        files.set(size, file);
      }
      await file.append(`${JSON.stringify(nodeLine(node))}\n`);
    },
    *read(size) {
      for (const text of linesOf(path(size))) {
        const line = JSON.parse(text) as NodeLine;
        yield { set: setOf(line.s), next: line.n.map(reachedOf) };
      }
    },
    async close() {
      for (const file of files.values()) await file.close();
    },
  };
}

const nodeLine = ({ set, next }: FrontierNode): NodeLine => ({
  s: setLine(set),
  n: next.map(reachedLine),
});
