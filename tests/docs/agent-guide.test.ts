import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createAgent, executeToolSafely, readConfig } from '@chaos-lab/agent';
import { taskRequestSchema } from '@chaos-lab/contracts';
import { createLogger } from '@chaos-lab/service-kit';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { faultyServer } from '../integration/agent/faulty-server.ts';

type ToolOfTheGuide = Parameters<typeof executeToolSafely>[0];

const TOOLS = 'services/agent/src/tools';
let getOrder: ToolOfTheGuide;

/** The file of the guide, as a reader would write it, but outside of the tree. */
beforeAll(async () => {
  const guide = readFileSync('docs/guides/add-a-tool.md', 'utf8');
  const source = /```ts\n(.*?)```/s.exec(guide)?.[1] ?? '';
  const inPlace = source
    .replaceAll(/from '\.\/(.*?)'/g, (_all, file: string) => `from '${href(join(TOOLS, file))}'`)
    .replace("from 'zod'", `from '${import.meta.resolve('zod')}'`);
  const file = join(mkdtempSync(join(tmpdir(), 'guide-')), 'get-order.ts');
  writeFileSync(file, inPlace);
  ({ getOrder } = (await import(/* @vite-ignore */ file)) as { getOrder: ToolOfTheGuide });
});

const href = (path: string): string => pathToFileURL(resolve(path)).href;

async function call(statuses: readonly number[], input: unknown) {
  const order = { id: 3, petId: 7, quantity: 1, status: 'placed' };
  const api = await faultyServer(statuses, order);
  const config = readConfig({
    argv: ['--base-url', api.url, '--no-watch'],
    env: {},
    readFile: () => '',
  });
  const agent = createAgent(config, createLogger('agent', 'silent'));
  onTestFinished(async () => {
    await agent.close();
    await api.close();
  });
  const request = taskRequestSchema.parse({
    session: 's',
    arm: 'a',
    policy: { type: 'playbook', name: 'resilient' },
    timeScale: 1_000,
  });
  return executeToolSafely(getOrder, input, request, agent.services);
}

test('the tool of the guide recovers by the entries for any tool', async () => {
  const { result, calls } = await call([503, 502], { orderId: 3 });
  expect(result).toMatchObject({ ok: true, value: { id: 3, petId: 7 } });
  expect(calls).toBe(3);
});

test('what fails for good comes back classified, not as an exception', async () => {
  const { result } = await call([404], { orderId: 3 });
  expect(result).toMatchObject({ ok: false, failure: { condition: '404', effect: 'answered' } });
});

test('so does an input that the tool does not take', async () => {
  const { result, calls } = await call([], { orderId: 'three' });
  expect(result).toMatchObject({ ok: false, failure: { condition: '400', effect: 'not_sent' } });
  expect(calls).toBe(0);
});
