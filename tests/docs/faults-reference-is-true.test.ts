import { readFileSync } from 'node:fs';
import { FAULT_KINDS, FAULT_PHASES, SUPPRESSIONS } from '@chaos-lab/contracts';
import { expect, test } from 'vitest';
import { CLIENTS, whatClientsSee } from '../support/what-clients-see.ts';

const text = readFileSync(new URL('../../docs/reference/faults.md', import.meta.url), 'utf8');
const [intro = '', ...parts] = text.split(/^## /m);
const sections = new Map(
  parts.map((part) => [/^`([^`]+)`/.exec(part)?.[1] ?? part, part] as const),
);

const cells = (part: string): string[][] =>
  part
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.slice(2, -2).split(' | '));

test('the reference has a section for every kind, in the order of the contract, and no other', () => {
  expect([...sections.keys()]).toEqual(FAULT_KINDS);
});

test('the reference has every reason for a suppression, and no other', () => {
  const reasons = cells(intro).map(([first = '']) => first.replaceAll('`', ''));
  expect(reasons.slice(1).toSorted()).toEqual([...SUPPRESSIONS].toSorted());
});

test.each(FAULT_KINDS)('%s: phases, and what axios, fetch and curl see', async (kind) => {
  const section = sections.get(kind) ?? '';
  const phases = FAULT_PHASES[kind].map((phase) => `\`${phase}\``).join(', ');
  expect(section).toContain(`\n- Phase: ${phases}\n`);
  for (const topic of ['On the wire', 'Settings', 'When to use it']) {
    expect(section).toMatch(new RegExp(`^- ${topic}: \\S`, 'm'));
  }
  const rows = cells(section).filter(([name]) => name !== 'client');
  const seen = await whatClientsSee(kind);
  expect(rows).toEqual(CLIENTS.map((client) => [client, seen[client]]));
});
