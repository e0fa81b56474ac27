import { expect, it } from 'vitest';
import { programClient } from './program-client.ts';

it('a command that takes its URL as an argument gets that of the run', async () => {
  const client = programClient({
    command: [
      process.execPath,
      '-p',
      'process.argv.slice(1).join()',
      '{url}/orders',
      '-s={session}',
    ],
    env: process.env,
    extra: new Map(),
    targetHasPath: false,
    killGroup: (leader) => process.kill(-leader, 'SIGKILL'),
  });
  const end = await client.run(
    { session: 's1', baseUrl: 'http://127.0.0.1:9/~s1' },
    { timeoutMs: 30_000, signal: new AbortController().signal },
  );
  expect(end.output.trim()).toBe('http://127.0.0.1:9/~s1/orders,-s=s1');
});
