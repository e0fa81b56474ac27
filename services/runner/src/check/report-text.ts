import { addressText } from '../hunt/search/address.ts';
import { story } from '../trial/story.ts';
import { counted } from '../trial/calm.ts';
import { type Cell, resultWords, toneOf } from './cell.ts';

export const isBad = ({ result }: Cell): boolean => toneOf(result) === 'bad';

/** One bad cell told: what went wrong, request by request, and the command that does it again. */
export function cellStory(cell: Cell, repeat: string): string {
  const { call, column, result, run } = cell;
  const detail = result.kind === 'broken' ? `: ${result.detail}` : '';
  return [
    `${resultWords(result)} when ${addressText(call)} meets ${column.title}${detail}`,
    ...folded(story(run)).map((line) => `    ${line}`),
    `    again: ${repeat}`,
  ].join('\n');
}

/** Lines of a story that are the same but for the number of a try are told once. */
export function folded(lines: readonly string[]): string[] {
  const result: string[] = [];
  let last = '';
  let times = 0;
  const flush = (): void => {
    if (times > 1) result.push(`... ${times} more like it`);
  };
  for (const line of lines) {
    const shape = line.replace(/ again, try \d+/, ' again');
    if (shape === last) {
      times += 1;
      if (times === 1) result.push(line);
      continue;
    }
    flush();
    times = 0;
    last = shape;
    result.push(line);
  }
  flush();
  return result;
}

/** What was found, in one line. */
export function summaryLine(cells: readonly Cell[], oracle: string): string {
  const bad = cells.filter(isBad).length;
  const runs = `${counted(cells.length, 'run')}, judged by ${oracle}`;
  return bad === 0 ? `nothing found in ${runs}` : `${bad} of ${runs}, broke something`;
}
