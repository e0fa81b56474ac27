import { describe, expect, it } from 'vitest';
import { figure, text } from '../tables/table.ts';
import { markdownTable } from './markdown-table.ts';

describe('a table in Markdown', () => {
  it('aligns figures and lets no cell break out of it', () => {
    expect(
      markdownTable({
        caption: 'Runs',
        columns: [text('arm'), figure('n')],
        rows: [['a|b\n<i>*x*', '12']],
      }),
    ).toBe('**Runs**\n\n| arm | n |\n|:--|--:|\n| a\\|b &lt;i\\>\\*x\\* | 12 |\n');
  });

  it('is nothing where there are no rows', () => {
    expect(markdownTable({ caption: 'x', columns: [text('a')], rows: [] })).toBe('');
  });
});
