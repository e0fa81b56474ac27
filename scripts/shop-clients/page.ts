import type { CheckedCell } from './check-client.ts';

/** What was measured of one client; null where this machine cannot start it. */
export type MeasuredClient = {
  readonly name: string;
  readonly cells: readonly CheckedCell[] | null;
  readonly lacks: string | null;
};

const TITLES: Readonly<Record<string, string>> = {
  'http-503': '503',
  'http-429': '429, Retry-After: 1',
  'reset@after': 'answer lost',
  truncate: 'body cut',
  'http-503 always': '503, always',
};
const GOOD = new Set(['recovered', 'failed-cleanly', 'not-met', 'left-a-part']);

/** The page: a table for each client, a line for each fault and a column for each call. */
export function pageOf(measured: readonly MeasuredClient[]): string {
  return `${[
    '# What ordinary clients do to a shop',
    'Written by `npm run results:clients`: `chaos-lab check` over the clients of [examples/shop](../../examples/shop), which buy one teapot: they read the products, place an order, pay it. A test checks those that npm brings again, and compares.',
    'What is bold is a finding. No client sends a key unless it is told to, and those that repeat a POST buy twice wherever an answer is lost.',
    ...measured.map(clientSection),
  ].join('\n\n')}\n`;
}

/** One client as a section of the page. */
export function clientSection({ name, cells, lacks }: MeasuredClient): string {
  if (cells === null) return `## ${name}\n\nNot measured: there was no ${lacks}.`;
  const calls = [...new Set(cells.map(({ call }) => call))];
  const rows = [...Map.groupBy(cells, ({ fault }) => fault)].map(([fault, ofFault]) => {
    const words = calls.map((call) => cellText(ofFault.find((cell) => cell.call === call)));
    return `| ${[TITLES[fault] ?? fault, ...words].join(' | ')} |`;
  });
  return [
    `## ${name}`,
    [`| | ${calls.join(' | ')} |`, `|---|${calls.map(() => '---|').join('')}`, ...rows].join('\n'),
  ].join('\n\n');
}

function cellText(cell: CheckedCell | undefined): string {
  if (cell === undefined) return '';
  return GOOD.has(cell.result) ? cell.words : `**${cell.words}**`;
}
