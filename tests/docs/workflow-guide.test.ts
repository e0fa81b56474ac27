import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAgent, readConfig, runTask } from '@chaos-lab/agent';
import { taskRequestSchema } from '@chaos-lab/contracts';
import { createApp, createPetstore, readLedger } from '@chaos-lab/petstore-mock';
import { addressOf, closeServer, createLogger, listen } from '@chaos-lab/service-kit';
import { expect, onTestFinished, test } from 'vitest';

/** The file of the guide, as a reader would write it, but outside of the tree. */
async function fileOfTheGuide() {
  const guide = readFileSync('docs/guides/add-a-workflow.md', 'utf8');
  const source = /```ts\n(.*?)```/s.exec(guide)?.[1] ?? '';
  const file = join(mkdtempSync(join(tmpdir(), 'guide-')), 'resell.ts');
  writeFileSync(file, source.replace(/^import type .*$/m, ''));
  return (await import(/* @vite-ignore */ file)) as {
    resell: Parameters<typeof runTask>[1]['workflows'][string];
  };
}

test('the workflow of the guide is done when it is named, and when it is described', async () => {
  const { resell } = await fileOfTheGuide();
  const petstore = createPetstore();
  const server = createServer(createApp({ petstore }));
  await listen(server, { port: 0, host: '127.0.0.1', name: 'petstore' });
  const argv = ['--base-url', `${addressOf(server).url}/api/v3`, '--no-watch'];
  const config = readConfig({ argv, env: {}, readFile: () => '' });
  const agent = createAgent(config, createLogger('agent', 'silent'));
  onTestFinished(async () => {
    await agent.close();
    await closeServer(server, 0);
  });
  const services = { ...agent.services, workflows: { ...agent.services.workflows, resell } };
  const ask = (session: string, what: { workflow: string } | { objective: string }) =>
    runTask(
      taskRequestSchema.parse({ session, arm: 'a', policy: { type: 'none' }, ...what }),
      services,
    );

  const named = await ask('s-1', { workflow: 'resell' });
  expect(named).toMatchObject({
    outcome: 'success',
    workflow: { name: 'resell', chosenBy: 'request' },
  });
  const described = await ask('s-2', { objective: 'put a sold pet back on the shelf' });
  expect(described).toMatchObject({
    outcome: 'success',
    workflow: { name: 'resell', chosenBy: 'search' },
  });
  for (const session of ['s-1', 's-2']) {
    const { effects } = readLedger(petstore.stores, { session, arm: 'a' });
    expect(effects).toMatchObject([
      { entity: 'pet', before: { status: 'sold' }, after: { status: 'available' } },
    ]);
  }
  await expect(ask('s-3', { objective: 'book a flight to Oslo' })).rejects.toThrow(
    'expected one of order, polling, saga, resell',
  );
});
