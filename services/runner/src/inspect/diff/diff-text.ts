import type { RowsDiff } from './diff-rows.ts';

/** What is different between two runs, in lines. */
export function diffText(settings: readonly string[], rows: RowsDiff): string {
  const lines = [
    ...section('Settings', settings),
    `Runs: ${rows.inBoth} in both, ${rows.onlyInFirst} only in the first, ${rows.onlyInSecond} only in the second`,
    rows.changed === 0
      ? 'Every run that is in both has the same deterministic columns'
      : `${rows.changed} runs differ`,
    ...section(
      'Verdicts',
      [...rows.verdicts].map(([change, count]) => `${change}: ${count}`),
    ),
    ...section(
      'Examples',
      rows.examples.map(({ run, columns }) => `${run}: ${columns.join(', ')}`),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`)];
