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

  it.each([
    'psql -f a.sql && exit 4',
    'rm a.db; node seed.js',
    'cat a.sql | sqlite3 a.db',
    'sqlite3 a.db < a.sql',
    'node seed.js > /dev/null 2>&1',
    'false || true',
    'node server.js &',
    'kill $(cat pid)',
    'kill `cat pid`',
    'one\ntwo',
  ])('%j is refused, since no shell would see the operator', (command) => {
    expect(() => splitCommand(command)).toThrow(/needs a shell, and none runs/);
  });

  it.each([
    ['curl http://shop/x?a=1&b=2', ['curl', 'http://shop/x?a=1&b=2']],
    [`curl 'http://shop/x;y' "a > b"`, ['curl', 'http://shop/x;y', 'a > b']],
    ['node a.mjs $5', ['node', 'a.mjs', '$5']],
  ])('%s needs none', (command, words) => {
    expect(splitCommand(command)).toEqual(words);
  });
});
