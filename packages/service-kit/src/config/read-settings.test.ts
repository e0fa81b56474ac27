import { expect, test } from 'vitest';
import { readSettings } from './read-settings.ts';
import { defineSettings } from './settings.ts';
import { attachSettings, createProgram } from './settings-command.ts';
import * as value from './values.ts';

const settings = defineSettings({
  rates: { kind: 'list', flag: 'failure-rates', schema: value.rate(), default: [0], describe: '-' },
  seed: { flag: 'seed', env: 'CHAOS_SEED', schema: value.seed(), default: 42, describe: '-' },
});

function simulate(argv: string[]) {
  const seen: unknown[] = [];
  const program = createProgram({ name: 'lab', description: 'd', version: '1' });
  const command = attachSettings(program.command('simulate').argument('<dir>'), settings);
  command.action((dir: string) => {
    const sources = { env: { CHAOS_SEED: '7' }, readFile: () => '', section: 'lab' };
    seen.push(dir, readSettings(command, settings, sources));
  });
  program.parse(argv, { from: 'user' });
  return seen;
}

test('a sub-command reads the same table beside its own arguments', () => {
  expect(simulate(['simulate', 'out', '--failure-rates', '0', '0.1', '0.2'])).toEqual([
    'out',
    { rates: [0, 0.1, 0.2], seed: 7 },
  ]);
});

test('a sub-command refuses unknown flags and arguments too many', () => {
  expect(() => simulate(['simulate', 'out', 'more', '--sed', '1'])).toThrow(
    'more: unexpected argument\n--sed: unknown flag (did you mean --seed?)',
  );
});

test('an unknown sub-command is a commander error, not an exit', () => {
  expect(() => simulate(['simulat'])).toThrow('Did you mean simulate?');
});
