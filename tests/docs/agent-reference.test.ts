import { readFileSync } from 'node:fs';
import {
  JITTERS,
  playbookSettingsSchema,
  STRATEGIES,
  STRATEGY_CONFIGS,
  TRANSPORT_CONDITIONS,
  whenSchema,
} from '@chaos-lab/contracts';
import { expect, test } from 'vitest';

const page = (name: string): string => readFileSync(`docs/reference/${name}.md`, 'utf8');
const missing = (names: readonly string[], text: string): string[] =>
  names.filter((name) => !text.includes(`\`${name}\``));

test('every strategy, its settings and every jitter are on the page of strategies', () => {
  const text = page('strategies');
  expect(missing([...STRATEGIES, ...JITTERS], text)).toEqual([]);
  for (const [name, config] of Object.entries(STRATEGY_CONFIGS)) {
    const row = text.split('\n').find((line) => line.startsWith(`| \`${name}\` |`)) ?? '';
    const known = row.includes('as exponential') ? `${row} ${exponentialRow(text)}` : row;
    expect(missing(Object.keys(config.shape), known), name).toEqual([]);
  }
});

const exponentialRow = (text: string): string =>
  text.split('\n').find((line) => line.startsWith('| `retry_exponential_backoff` |')) ?? '';

test('every condition, predicate and setting is on the page of playbooks', () => {
  const text = page('playbooks');
  const settings = Object.keys(playbookSettingsSchema.shape);
  const predicates = Object.keys(whenSchema.shape);
  expect(missing([...TRANSPORT_CONDITIONS, ...predicates, ...settings], text)).toEqual([]);
});

test('a page that forgets something is found', () => {
  expect(missing(['fail_fast', 'pray'], page('strategies'))).toEqual(['pray']);
});
