import { Command } from 'commander';
import { expect, test } from 'vitest';
import { COMMANDS, registersOf } from './all-commands.ts';
import type { Register } from './context.ts';

const namesOf = (registers: readonly Register[]): string[] => {
  const program = new Command();
  for (const register of registers)
    register(
      program,
      () => undefined,
      () => Promise.resolve(0),
    );
  return program.commands.map((command) => command.name());
};

test('every command stands under the name that it has', async () => {
  for (const name of Object.keys(COMMANDS)) {
    expect(namesOf(await registersOf(name))).toEqual([name]);
  }
});

test.each([undefined, '--help', 'no-such-command', 'toString'])(
  'all are there for help with %j',
  async (name) => {
    expect(namesOf(await registersOf(name))).toEqual(Object.keys(COMMANDS));
  },
);
