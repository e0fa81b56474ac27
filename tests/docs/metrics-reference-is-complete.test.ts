import { readFileSync } from 'node:fs';
import { METRIC, type MetricSpec, PROCESS_METRIC } from '@chaos-lab/contracts';
import { expect, test } from 'vitest';
import { rulesOf } from '../support/known-series.ts';

const text = readFileSync(new URL('../../docs/reference/metrics.md', import.meta.url), 'utf8');

/** The cells of every table row whose first cell is a name in backticks. */
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
  .map((cells) => cells.slice(1, -1));

const rowOf = ({ name, type, labels, help }: MetricSpec): string[] => [
  name,
  type,
  labels.join(', ') || '–',
  help,
];

test('the reference has every metric with its type, labels and meaning, and no other', () => {
  const expected = [...Object.values(METRIC), ...Object.values(PROCESS_METRIC)].map(rowOf);
  const isMetric = (row: readonly string[]) => /^(counter|gauge|histogram)$/.test(row[1] ?? '');
  const sorted = (all: readonly (readonly string[])[]) =>
    all.map((row) => row.join(' | ')).toSorted();
  expect(sorted(rows.filter(isMetric))).toEqual(sorted(expected));
});

test('the reference has every recording rule and every alert', () => {
  const names = rows.map(([name]) => name);
  for (const { record } of rulesOf('recording.yml')) expect(names).toContain(record);
  for (const { alert, labels, for: after } of rulesOf('alerts.yml')) {
    const row = rows.find(([name]) => name === alert);
    expect(row?.slice(1, 4), alert).toEqual([
      labels?.['severity'],
      labels?.['fault_of'],
      after ?? 'at once',
    ]);
  }
});
