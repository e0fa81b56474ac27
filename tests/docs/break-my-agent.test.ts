import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FOLDER } from '../../scripts/agents/lab.ts';
import { type Block, blocksOf } from './support/guide.ts';
import { GuideRunner } from './support/guide-runner.ts';

type Server = { readonly url: string; readonly stop: () => Promise<void> };

const blocks = blocksOf(new URL('../../docs/guides/break-my-agent.md', import.meta.url));
const installed = existsSync(new URL('node_modules/', FOLDER));
const hasPython = spawnSync('python3', ['-c', 'import openai, anthropic']).status === 0;
const servers: Server[] = [];
let guide: GuideRunner;

/** What a block lacks on this machine; undefined where it can run. */
function lackingFor({ language }: Block): string | undefined {
  if (!installed) return 'npm ci in tests/third-party/agents';
  return language === 'python' && !hasPython ? 'python3 with openai and anthropic' : undefined;
}

beforeAll(async () => {
  if (!installed) return;
  const load = async (file: string) =>
    (await import(new URL(file, FOLDER).href)) as Record<string, () => Promise<Server>>;
  const model = await (await load('model-server.mjs'))['startModel']?.();
  const tools = await (await load('tool-server.mjs'))['startTools']?.();
  if (model === undefined || tools === undefined) throw new Error('a server does not start');
  servers.push(model, tools);
  const places = {
    '127.0.0.1:8000': new URL(model.url).host,
    '127.0.0.1:8001': new URL(tools.url).host,
  };
  guide = new GuideRunner(places, fileURLToPath(FOLDER));
});
afterAll(async () => {
  if (!installed) return;
  await guide.stop();
  await Promise.all(servers.map((server) => server.stop()));
});

for (const block of blocks) {
  const [first = ''] = block.code.split('\n');
  const lacking = lackingFor(block);
  const needs = lacking === undefined ? '' : ` (needs ${lacking})`;
  it.skipIf(lacking !== undefined)(`line ${block.line}: ${first}${needs}`, async () => {
    expect(await guide.run(block)).toBe(block.prints ?? '');
  });
}

it('the guide has a program for every client that it names', () => {
  expect(blocks.filter(({ language }) => language === 'js')).toHaveLength(5);
  expect(blocks.filter(({ language }) => language === 'python')).toHaveLength(2);
});
