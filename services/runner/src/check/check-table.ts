import { addressText } from '../hunt/search/address.ts';
import { type Cell, resultWords, toneOf } from './cell.ts';

/** Columns of a terminal that does not say how wide it is. */
const DEFAULT_WIDTH = 100;
const GAP = 2;

type Look = { readonly width?: number | undefined; readonly colour: boolean };

/**
 * The cells as a table, a line for each fault and a column for each call, in blocks that fit the width.
 * What is bad stands in capitals, and in red where there are colours.
 */
export function checkTable(cells: readonly Cell[], look: Look): string {
  const calls = unique(cells.map(({ call }) => addressText(call)));
  const faults = unique(cells.map(({ column }) => column.title));
  const found = new Map(
    cells.map((cell) => [`${cell.column.title}\n${addressText(cell.call)}`, cell]),
  );
  const text = (fault: string, call: string): string => {
    const cell = found.get(`${fault}\n${call}`);
    if (cell === undefined) return '';
    const words = resultWords(cell.result);
    return toneOf(cell.result) === 'bad' ? words.toUpperCase() : words;
  };
  const head = Math.max(...faults.map((fault) => fault.length)) + GAP;
  const widths = calls.map(
    (call) => Math.max(call.length, ...faults.map((fault) => text(fault, call).length)) + GAP,
  );
  const blocks = blocksOf(widths, (look.width ?? DEFAULT_WIDTH) - head);
  const lines = blocks.map((block) => {
    const line = (title: string, of: (call: string) => string): string =>
      (
        title.padEnd(head) +
        block.map((index) => of(calls[index] ?? '').padEnd(widths[index] ?? 0)).join('')
      ).trimEnd();
    const painted = (row: string): string => (look.colour ? row.replaceAll(LOUD, RED) : row);
    return [
      line('', (call) => call),
      ...faults.map((fault) => painted(line(fault, (call) => text(fault, call)))),
    ].join('\n');
  });
  return `${lines.join('\n\n')}\n`;
}

/** Words in capitals that are no name of a method: only results are two words of capitals or HUNG. */
const LOUD = /\bHUNG\b|\b[A-Z]{2,}(?: [A-Z]{2,})+/g;
const RED = '\u001b[31m$&\u001b[39m';

const unique = (texts: readonly string[]): string[] => [...new Set(texts)];

/** Indices of columns, as many to a block as fit. */
function blocksOf(widths: readonly number[], room: number): number[][] {
  const blocks: number[][] = [];
  let left = 0;
  for (const [index, width] of widths.entries()) {
    const block = blocks.at(-1);
    if (block === undefined || width > left) {
      blocks.push([index]);
      left = room - width;
    } else {
      block.push(index);
      left -= width;
    }
  }
  return blocks;
}
