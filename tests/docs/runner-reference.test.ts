import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  ATTEMPT_COLUMNS,
  experimentSchema,
  RUN_COLUMNS,
  RUN_FILE,
  scenarioSchema,
  VERDICTS,
} from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { findDocument } from '../../services/runner/src/experiment/documents/find-document.ts';
import { readDocument } from '../../services/runner/src/experiment/documents/read-document.ts';
import { EXIT } from '../../services/runner/src/errors.ts';
import { chaosLabHere } from '../support/runner/harness.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const doc = (name: string): string => readFileSync(`${root}docs/reference/${name}.md`, 'utf8');

/** The first cells of the rows of all tables, without their code marks and stars. */
const firstCells = (text: string): string[] =>
  [...text.matchAll(/^\| *`?([^|`]+?)`?(?: \*)? *\|/gm)].map((match) => match[1] ?? '');

describe('the reference of chaos-lab', () => {
  it('names every exit code with its name', () => {
    const rows = [...doc('exit-codes').matchAll(/^\| (\d+) \| (\w+) \|/gm)];
    expect(Object.fromEntries(rows.map(([, code, name]) => [name, Number(code)]))).toEqual(EXIT);
  });

  it('names every command', async () => {
    const { out } = await chaosLabHere(['--help']);
    const commands = [...out.matchAll(/^ {2}([a-z]+) (?:\[options\])/gm)].map((match) => match[1]);
    expect(commands.length).toBeGreaterThan(10);
    const documented = new Set(firstCells(doc('cli')).map((cell) => cell.split(' ')[0]));
    expect(commands.filter((command) => !documented.has(command))).toEqual([]);
  });

  it('names every file and column of a run folder, and says which columns are deterministic', () => {
    const text = doc('run-folder');
    const cells = firstCells(text);
    for (const file of Object.values(RUN_FILE)) expect(cells).toContain(file);
    for (const [column, { kind }] of Object.entries(RUN_COLUMNS)) {
      expect(text).toContain(
        kind === 'deterministic' ? `| \`${column}\` * |` : `| \`${column}\` |`,
      );
    }
    for (const column of ATTEMPT_COLUMNS) expect(text).toContain(`\`${column}\``);
    for (const verdict of VERDICTS) expect(cells).toContain(verdict);
  });
});

describe('the experiments of the assets', () => {
  const names = readdirSync(`${root}assets/experiments`).map((file) => file.replace('.yaml', ''));

  it.each(names)('%s is valid, and its scenario and playbooks are there', (name) => {
    const { value } = readDocument(findDocument('experiments', name), experimentSchema);
    expect(value.name === name || name === 'default').toBe(true);
    readDocument(findDocument('scenarios', value.scenario), scenarioSchema);
    for (const arm of value.arms) {
      if (!('policy' in arm) || arm.policy.type !== 'playbook') continue;
      expect(findDocument('playbooks', arm.policy.name)).toContain(arm.policy.name);
    }
  });
});

describe('the example configurations', () => {
  it.each(['dev', 'prod'])('%s.yaml is taken by every command', async (name) => {
    const args = ['--success=1', '--against=0.8', `--config=${root}assets/config/${name}.yaml`];
    expect(await chaosLabHere(['power', ...args])).toMatchObject({ code: 0, err: '' });
  });
});
