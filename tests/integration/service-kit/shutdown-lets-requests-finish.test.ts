import { expect, test } from 'vitest';
import { isAlive, until } from '../../support/until.ts';
import { startToy } from './toy.ts';

test.each(['SIGTERM', 'SIGINT'] as const)('%s: a request under way is answered', async (signal) => {
  const toy = await startToy();
  const slow = fetch(`${toy.url}/slow`).then((response) => response.text());
  await fetch(toy.url);
  process.kill(toy.pid, signal);
  await until('the shutdown to begin', () => toy.log.includes(`ending: ${signal}`));
  await expect(fetch(toy.url)).rejects.toThrow();
  expect(await slow).toBe('late');
  expect(await toy.exited).toMatchObject({ code: 0 });
});

test('a request that never ends is cut after the grace time', async () => {
  const toy = await startToy();
  const held = fetch(`${toy.url}/hang`);
  const cut = expect(held).rejects.toThrow();
  await until('the request to arrive', () => toy.log.includes('holding a request'));
  expect(await toy.stop()).toMatchObject({ code: 0, lastLine: 'ended' });
  await cut;
});

test('a second signal exits at once, the echo of the first does not', async () => {
  const toy = await startToy(['--linger', '60000', '--deadline', '60000']);
  process.kill(toy.pid, 'SIGINT');
  process.kill(toy.pid, 'SIGINT');
  await until('the shutdown to begin', () => toy.log.includes('ending: SIGINT'));
  expect(toy.log).not.toContain('forced: second SIGINT');
  await until('a later signal to end it', () => {
    if (isAlive(toy.pid)) process.kill(toy.pid, 'SIGINT');
    return !isAlive(toy.pid);
  });
  expect(await toy.exited).toMatchObject({ code: 1, lastLine: 'forced: second SIGINT' });
});

test('a shutdown that hangs is ended at the deadline', async () => {
  const toy = await startToy(['--linger', '60000', '--deadline', '300']);
  process.kill(toy.pid, 'SIGTERM');
  expect(await toy.exited).toMatchObject({
    code: 1,
    lastLine: 'forced: not finished after 300 ms',
  });
});

test('an error nobody caught ends the process in order, with exit code 1', async () => {
  const toy = await startToy([], { TOY_BUG: '1' });
  expect(await toy.exited).toMatchObject({ code: 1, lastLine: 'ended' });
  expect(toy.log).toEqual(['forced: uncaught error: a bug', 'ending: a bug', 'ended']);
});
