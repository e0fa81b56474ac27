import { readdirSync, readFileSync } from 'node:fs';
import { FAULT_KINDS, matchSchema, scenarioSchema, scheduleSchema } from '@chaos-lab/contracts';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { draws } from '../../services/chaos-proxy/src/decision/draws.ts';
import { parseScenario, shortScenario } from '../../services/chaos-proxy/src/index.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const scenarios = read('docs/reference/scenarios.md');
const decision = read('docs/reference/decision.md');
const controlPlane = read('docs/reference/control-plane.md');

/** The words in backticks in the first cell of every table row. */
const firstCells = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) =>
      [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, word = '']) => word),
    );

test('every scenario of the library is in the reference, and no other', () => {
  const files = readdirSync(new URL('../../assets/scenarios', import.meta.url))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.replace('.yaml', ''));
  const [library = ''] = scenarios.split('## The library')[1]?.split('## The file') ?? [];
  expect(firstCells(library).toSorted()).toEqual(files.toSorted());
});

test('every schedule, every field of a scenario and of a match is explained', () => {
  const words = new Set(firstCells(scenarios));
  for (const option of scheduleSchema.options) {
    const { type } = 'shape' in option ? option.shape : { type: undefined };
    expect(words).toContain(type?.value);
  }
  const told = new Set(['$schema', 'name', 'description']);
  for (const field of Object.keys(scenarioSchema.shape).filter((one) => !told.has(one))) {
    expect(words).toContain(field);
  }
  for (const field of Object.keys(matchSchema.shape)) expect(scenarios).toContain(`\`${field}\``);
});

test('the example of a scenario is one', () => {
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(scenarios) ?? [];
  expect(parseScenario(example).rules.map(({ name }) => name)).toEqual([
    'lost-orders',
    'slow-reads',
  ]);
});

test('the words of the short form are understood', () => {
  const [, form = ''] = scenarios.split('## The short form');
  const [paragraph = ''] = form.split('\n## ');
  const known = new Set<string>(FAULT_KINDS);
  const words = [...paragraph.matchAll(/`([a-z-]+-\d+|[a-z-]+@after)`/g)].map(
    ([, word]) => word ?? '',
  );
  expect(words.length).toBeGreaterThan(4);
  for (const { kind } of shortScenario(0.1, words).rules[0]?.faults ?? [])
    expect(known).toContain(kind);
});

test('every path of the control plane is in its reference, and no other', () => {
  const document = parse(read('assets/openapi/chaos-proxy-admin.yaml')) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const calls = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const told = firstCells(controlPlane).filter((word) => /^[A-Z]+ \//.test(word));
  expect(told.toSorted()).toEqual(calls.toSorted());
});

test('the vectors that the reference prints are those of the decision', () => {
  const lines = [...decision.matchAll(/^ {4}(\d+) (\S+) (.+) (\d+) {2,}(0\.[\d. ]+)$/gm)];
  expect(lines.length).toBe(3);
  for (const [, seed, session = '', operation = '', attempt, numbers = ''] of lines) {
    const u = draws(Number(seed), session, operation, Number(attempt));
    expect(u.join(' ')).toBe(numbers.trim().split(/\s+/).join(' '));
  }
});
