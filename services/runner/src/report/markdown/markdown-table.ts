import type { Table } from '../tables/table.ts';
import { escapeMarkdown } from './escape.ts';

export function markdownTable({ caption, columns, rows }: Table): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  const rule = columns.map(({ align }) => (align === 'right' ? '--:' : ':--')).join('|');
  return [
    `**${escapeMarkdown(caption)}**`,
    '',
    line(columns.map(({ label }) => label)),
    `|${rule}|`,
    ...rows.map(line),
    '',
  ].join('\n');
}
