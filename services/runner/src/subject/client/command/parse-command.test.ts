import { describe, expect, it } from 'vitest';
import { splitCommand } from './parse-command.ts';

describe('a command', () => {
  it.each([
    ['python agent.py', ['python', 'agent.py']],
    ['  node   a.mjs --name "two words" ', ['node', 'a.mjs', '--name', 'two words']],
    [`sh -c 'exit 0; echo "x"'`, ['sh', '-c', 'exit 0; echo "x"']],
    [`./run --key=a" b"c`, ['./run', '--key=a bc']],
  ])('%s is split into its words', (command, words) => {
    expect(splitCommand(command)).toEqual(words);
  });

  it.each(['node "a', "sh -c 'x", '   '])('%s is refused', (command) => {
    expect(() => splitCommand(command)).toThrow(/quote|empty/);
  });
});
