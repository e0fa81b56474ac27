import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chaosLab, chaosLabHere } from '../../support/runner/harness.ts';
import { startUpstream, type Upstream } from '../../support/upstream.ts';
import { isAlive, until } from '../../support/until.ts';

let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
});
afterAll(() => upstream.close());

const NODE = process.execPath;
const sh = (script: string): string[] => ['sh', '-c', script];
const GET = 'curl -s "$BASE_URL/a" > /dev/null';

/** Everything that is said, without the name of the program. */
async function complaint(command: readonly string[], flags: readonly string[] = []) {
  const args = ['check', '--target', upstream.url, ...flags, '--', ...command];
  const { code, out, err } = await chaosLab(args).ended;
  expect({ code, out }).toEqual({ code: 2, out: '' });
  const lines = err.trimEnd().split('\n');
  expect(lines).toHaveLength(1);
  return (lines[0] ?? '').replace('chaos-lab: ', '');
}

describe('a command that cannot be checked', () => {
  it('is not there', async () => {
    expect(await complaint(['no-such-program', '--flag'])).toBe(
      'cannot start "no-such-program --flag": there is no program no-such-program',
    );
  });

  it('fails without any fault', async () => {
    expect(await complaint(sh(`${GET}; echo the database is gone >&2; exit 3`))).toMatch(
      /fails without any fault \(exit code 3\), after 1 call; it printed last: the database is gone$/,
    );
  });

  it('never calls', async () => {
    expect(await complaint(sh('exit 0'))).toMatch(
      /^"sh -c 'exit 0'" succeeded without one call through the proxy: it got BASE_URL=.* --env API_URL=\{url\}$/,
    );
  });

  it('calls another host', async () => {
    const { host } = new URL(upstream.url);
    expect(await complaint(['curl', '-s', `${upstream.url}/a`])).toContain(
      `succeeded without one call through the proxy: it called ${host} instead`,
    );
  });

  it('hangs', async () => {
    expect(await complaint(sh(`${GET}; sleep 600`), ['--timeout=1'])).toMatch(
      /had not ended after 1 s, without any fault and after 1 call; --timeout gives it more/,
    );
  });

  it('does something else every time', async () => {
    const script = `await fetch(process.env.BASE_URL + '/' + Math.random()); process.exit(0)`;
    const said = await complaint([NODE, '--input-type=module', '-e', script]);
    expect(said).toMatch(
      /does not repeat itself, .* it made GET \/0\.\d+ and the second time GET \/0\.\d+$/,
    );
  });

  it('has an upstream that does not answer', async () => {
    const args = ['check', '--target=http://127.0.0.1:1', '--', ...sh(GET)];
    const { code, err } = await chaosLab(args).ended;
    expect({ code, err }).toEqual({
      code: 2,
      err: 'chaos-lab: the target http://127.0.0.1:1 did not answer GET /a: upstream-refused\n',
    });
  });
});

describe('a command that misbehaves', () => {
  it('and leaves a child is checked, and its child is ended', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'check-')), 'pids');
    const script = `sleep 600 & echo $! >> ${file}; ${GET}`;
    const only = ['--only=http-503 at GET /a'];
    const args = ['check', '--target', upstream.url, ...only, '--', ...sh(script)];
    expect((await chaosLab(args).ended).code).toBe(0);
    const pids = readFileSync(file, 'utf8').trim().split('\n').map(Number);
    expect(pids).toHaveLength(3);
    await until('all children are gone', () => !pids.some(isAlive));
  });

  it('and prints 100 MB is checked all the same, and its last words are kept', async () => {
    const flood = 'head -c 100000000 /dev/zero | tr "\\0" x; echo; echo the end; exit 1';
    expect(await complaint(sh(`${GET}; ${flood}`))).toMatch(/it printed last: .*the end$/);
  });
});

describe('flags that cannot be used', () => {
  it.each([
    [['--', 'true'], '--target: missing: expected --target or CHAOS_TARGET'],
    [['--target=http://127.0.0.1:1'], 'no command given: expected -- and the command'],
    [['--target=x', '--', 'true'], '--target: x is not an http URL'],
    [
      ['--target=http://127.0.0.1:1', '--faults=http-503,bang', '--', 'true'],
      '--faults: bang is no fault: expected words like http-STATUS',
    ],
    [
      ['--target=http://127.0.0.1:1', '--faults=truncate@before', '--', 'true'],
      '--faults: truncate@before: truncate cannot be before: expected @during',
    ],
    [['--target=http://127.0.0.1:1', '--only=x', '--', 'true'], '--only: x: expected a fault'],
    [['--target=http://127.0.0.1:1', '--env=x', '--', 'true'], '--env: x: expected NAME=value'],
    [
      ['--target=http://127.0.0.1:1', '--service=http://127.0.0.1:2', '--', 'true'],
      '--service: is asked, not started',
    ],
    [
      ['--target=http://127.0.0.1:1', '--invariants=nope', '--', 'true'],
      '--invariants: nope is not one of the known words: expected one of duplicate',
    ],
  ])('%j', async (flags, message) => {
    const { code, out, err } = await chaosLabHere(['check', ...flags]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`chaos-lab: ${message}`);
  });

  it('a command that runs no other refuses one', async () => {
    expect(await chaosLabHere(['doctor', '--', 'true'])).toEqual({
      code: 2,
      out: '',
      err: 'chaos-lab: --: doctor runs no other command\n',
    });
  });
});
