import { mkdtempSync, readFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAlive, until } from '../../../../../../tests/support/until.ts';
import { runCommand } from './run-command.ts';

const node = (script: string, more: object = {}) =>
  runCommand({
    program: process.execPath,
    args: ['-e', script],
    env: { PATH: process.env['PATH'] },
    timeoutMs: 20_000,
    killGroup: (leader) => process.kill(-leader, 'SIGKILL'),
    ...more,
  });

describe('a program', () => {
  it('ends with its exit code and what it printed on both outputs', async () => {
    const end = await node(`console.log('one'); console.error('two'); process.exitCode = 3`);
    expect(end.exit).toEqual({ kind: 'exited', code: 3 });
    expect(end.output.split('\n').toSorted()).toEqual(['one', 'two']);
  });

  it('leaves only the end of what it printed, from a whole line on', async () => {
    const end = await node(`for (let i = 0; i < 200_000; i += 1) console.log('line ' + i)`, {
      outputBytes: 100,
    });
    expect(end.output.length).toBeLessThanOrEqual(100);
    expect(end.output).toMatch(/^line \d+\n/);
    expect(end.output).toMatch(/line 199999$/);
  });

  it.each([
    ['there is none', '/no/such/program'],
    ['it is no program', '/etc/passwd'],
  ])('that cannot be started says why: %s', async (_, program) => {
    const { exit } = await node('', { program });
    expect(exit.kind === 'not-started' ? exit.reason : exit.kind).toMatch(/ENOENT|EACCES/);
  });

  it('is killed at its time limit', async () => {
    const end = await node(`console.log('begun'); setInterval(() => {}, 1000)`, { timeoutMs: 500 });
    expect(end.exit).toEqual({ kind: 'timeout' });
  });

  it('is killed by an abort, also one before it starts', async () => {
    const controller = new AbortController();
    const running = node('setInterval(() => {}, 1000)', { signal: controller.signal });
    controller.abort();
    expect((await running).exit).toEqual({ kind: 'aborted' });
    expect((await node('', { signal: controller.signal })).exit).toEqual({ kind: 'aborted' });
  });

  it('that somebody else kills says by which signal', async () => {
    const { exit } = await node(`process.kill(process.pid, 'SIGTERM')`);
    expect(exit).toEqual({ kind: 'killed', signal: 'SIGTERM' });
  });

  it('takes with it a child that it leaves behind, though its exit code is 0', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'child-')), 'pid');
    const end = await node(
      `const { spawn } = require('node:child_process');
       const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
       require('node:fs').writeFileSync(${JSON.stringify(file)}, String(child.pid));
       child.unref(); process.exit(0)`,
    );
    expect(end.exit).toEqual({ kind: 'exited', code: 0 });
    expect(existsSync(file)).toBe(true);
    const pid = Number(readFileSync(file, 'utf8'));
    await until('the end of the child', () => !isAlive(pid));
  });
});
