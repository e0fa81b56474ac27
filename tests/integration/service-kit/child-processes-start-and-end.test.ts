import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SpawnError, spawnService } from '@chaos-lab/service-kit';
import { expect, onTestFinished, test } from 'vitest';
import { isAlive, until } from '../../support/until.ts';
import { startToy, TOY } from './toy.ts';

test('a child is ready when it says where it listens, and gone when stopped', async () => {
  const toy = await startToy();
  expect(await (await fetch(toy.url)).text()).toBe('ok');
  expect(await toy.stop()).toEqual({ code: 0, signal: null, lastLine: 'ended' });
  expect(await toy.stop()).toMatchObject({ code: 0 });
  expect(isAlive(toy.pid)).toBe(false);
});

test('a child that refuses to start passes on its own words', async () => {
  const starting = spawnService({ name: 'toy', script: TOY, args: ['--port', 'no'] });
  await expect(starting).rejects.toThrow(
    new SpawnError(
      'toy did not start: --port: no is not a port: expected a whole number from 0 to 65535 (flag)',
    ),
  );
});

test('a port in use is named with the way out', async () => {
  const { url } = await startToy();
  const { port } = new URL(url);
  const starting = spawnService({ name: 'toy', script: TOY, env: { PORT: port } });
  await expect(starting).rejects.toThrow(
    `toy did not start: port ${port} on 127.0.0.1 is in use (toy); choose another with --port or PORT`,
  );
});

test('a child that never gets ready is stopped', async () => {
  const starting = spawnService({
    name: 'silent',
    script: fileURLToPath(new URL('../../support/processes/silent.ts', import.meta.url)),
    readyTimeoutMs: 1500,
    stopDeadlineMs: 100,
  });
  await expect(starting).rejects.toThrow('silent was not ready after 1500 ms: pid ');
  const pid = await starting.catch((error: unknown) => Number(/\d+$/.exec(String(error))?.[0]));
  expect(isAlive(Number(pid))).toBe(false);
});

test('a child ends when its parent is killed', async () => {
  const script = fileURLToPath(new URL('../../support/processes/parent.ts', import.meta.url));
  const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    parent.kill('SIGKILL');
  });
  const line = String(await once(createInterface({ input: parent.stdout }), 'line'));
  const { pid } = JSON.parse(line) as { pid: number };
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await until('the end of the child', () => !isAlive(pid));
});

test('asking for an address the child does not have is refused', async () => {
  const toy = await spawnService({ name: 'toy', script: TOY });
  onTestFinished(async () => {
    await toy.stop();
  });
  expect(() => toy.url('admin')).toThrow('toy announced no admin address');
});
