import { CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { ConfigError, HelpRequested } from '../config/config-error.ts';
import { ListenError } from './listen.ts';
import { type Main, runMain } from './run-main.ts';

async function run(main: Main, env: Record<string, string> = {}) {
  const seen = { out: '', err: '', code: undefined as number | undefined };
  await runMain('petstore-mock', main, {
    argv: [],
    env,
    readFile: () => '',
    stdout: { write: (chunk: string) => (seen.out += chunk) },
    stderr: { write: (chunk: string) => (seen.err += chunk) },
    exit: (code) => {
      seen.code = code;
    },
  });
  return seen;
}

const failing =
  (error: Error): Main =>
  async () => {
    throw error;
  };

test('bad input is one line a problem and exit code 2', async () => {
  expect(await run(failing(new ConfigError(['--a: wrong', '--b:\nworse'])))).toEqual({
    out: '',
    err: 'petstore-mock: --a: wrong\npetstore-mock: --b: worse\n',
    code: 2,
  });
});

test('a failure to listen is one line and exit code 1', async () => {
  const seen = await run(failing(new ListenError('port 1 is in use', new Error('EADDRINUSE'))));
  expect(seen).toMatchObject({ err: 'petstore-mock: port 1 is in use\n', code: 1 });
});

test('a complaint of commander loses its own prefix', async () => {
  const error = new CommanderError(1, 'commander.unknownCommand', "error: unknown command 'x'");
  expect(await run(failing(error))).toMatchObject({
    err: "petstore-mock: unknown command 'x' (see --help)\n",
    code: 2,
  });
});

test('help goes to stdout with exit code 0', async () => {
  expect(await run(failing(new HelpRequested('Usage\n')))).toEqual({
    out: 'Usage\n',
    err: '',
    code: 0,
  });
});

test('the unexpected is one line, with a stack only at LOG_LEVEL=debug', async () => {
  const quiet = await run(failing(new TypeError('x is not a function')));
  expect(quiet.code).toBe(1);
  expect(quiet.err).toBe(
    'petstore-mock: unexpected failure: x is not a function (LOG_LEVEL=debug shows where)\n',
  );
  const loud = await run(failing(new TypeError('x')), { LOG_LEVEL: 'debug' });
  expect(loud.err).toContain('run-main.test.ts');
});

test('a main that resolves to a code exits with it, one that does not lives on', async () => {
  expect((await run(() => Promise.resolve(3))).code).toBe(3);
  expect((await run(() => Promise.resolve())).code).toBeUndefined();
});
