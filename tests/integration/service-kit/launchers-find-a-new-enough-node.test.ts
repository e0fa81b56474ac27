import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { isAlive, until } from '../../support/until.ts';

const SCRIPT = fileURLToPath(new URL('../../support/processes/needs-node.mjs', import.meta.url));

function launch(...args: string[]) {
  const child: ChildProcess = spawn(process.execPath, [SCRIPT, ...args]);
  const seen = { child, out: '', err: '', ended: once(child, 'close') };
  child.stdout?.on('data', (chunk) => {
    seen.out += String(chunk);
  });
  child.stderr?.on('data', (chunk) => {
    seen.err += String(chunk);
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return seen;
}

test('a new enough Node goes straight on', async () => {
  const run = launch('24.0.0', '/nowhere', 'a');
  expect((await run.ended)[0]).toBe(0);
  expect(run.out).toContain('relaunched undefined args a');
});

test('an older one runs the bundled Node with the same arguments and exit code', async () => {
  const run = launch('20.20.2', process.execPath, 'exit', '3');
  expect((await run.ended)[0]).toBe(3);
  expect(run.out).toContain('relaunched 1 args exit,3');
});

test('without one it says plainly what is needed', async () => {
  const run = launch('20.20.2', '/nowhere');
  expect((await run.ended)[0]).toBe(1);
  expect(run.err).toMatch(
    /^This program needs Node 24 or newer and found 20\.20\.2: install it.*\n$/,
  );
});

test('signals are passed on', async () => {
  const run = launch('20.20.2', process.execPath, 'wait');
  await until('the relaunched process', () => run.out.includes('relaunched 1'));
  run.child.kill('SIGTERM');
  expect((await run.ended)[0]).toBe(7);
});

test('the relaunched process knows when its launcher was killed', async () => {
  const run = launch('20.20.2', process.execPath, 'wait');
  await until('the relaunched process', () => run.out.includes('relaunched 1'));
  const pid = Number(/pid (\d+)/.exec(run.out)?.[1]);
  expect(pid).not.toBe(run.child.pid);
  expect(isAlive(pid)).toBe(true);
  run.child.kill('SIGKILL');
  await until('its end', () => !isAlive(pid));
});
