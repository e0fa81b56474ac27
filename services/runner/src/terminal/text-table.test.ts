import * as fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { textTable } from './text-table.ts';

const header = ['rate', 'arm', 'runs', 'success', 'a long column of words'];
const rows = [
  ['0.1', 'baseline', '100', '65.6%', 'x'],
  ['0.2', 'playbook', '100', '98.0%', 'y'],
];

it('is one part where nothing bounds it', () => {
  expect(textTable(header, rows).split('\n')).toHaveLength(5);
});

it('is folded to the terminal, each part with the columns that name its lines', () => {
  const text = textTable(header, rows, { width: 40, keys: 2 });
  const parts = text.trimEnd().split('\n\n');
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts) expect(part).toMatch(/^rate +arm/);
  for (const name of header.slice(2)) {
    expect(parts.filter((part) => part.split('\n')[0]?.includes(name))).toHaveLength(1);
  }
});

test('no line is wider than the terminal, unless a single column is', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.stringMatching(/^[a-z0-9]{0,8}$/), { minLength: 9, maxLength: 9 })),
      fc.integer({ min: 32, max: 120 }),
      (cells, width) => {
        const names = Array.from({ length: 9 }, (_, index) => `column${index}`);
        const text = textTable(names, cells, { width, keys: 2 });
        for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
      },
    ),
  );
});
