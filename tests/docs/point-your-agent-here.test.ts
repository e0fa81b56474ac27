import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { fileURLToPath } from 'node:url';
import { listen } from '@chaos-lab/service-kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ChatServer, startChatServer } from '../../scripts/third-party/chat-server.ts';
import { blocksOf, startsOf } from './support/guide.ts';
import { GuideRunner, LACKING } from './support/guide-runner.ts';

const TLS = new URL('../support/tls/', import.meta.url);
const CA = fileURLToPath(new URL('cert.pem', TLS));
const blocks = blocksOf(new URL('../../docs/guides/point-your-agent-here.md', import.meta.url));

const secure = createServer(
  { key: readFileSync(new URL('key.pem', TLS)), cert: readFileSync(CA) },
  (_request, response) => response.end('hello over TLS\n'),
);
let chat: ChatServer;
let guide: GuideRunner;

beforeAll(async () => {
  chat = await startChatServer();
  const { port } = await listen(secure, { port: 0, host: '127.0.0.1', name: 'TLS upstream' });
  guide = new GuideRunner({
    '127.0.0.1:8000': new URL(chat.url).host,
    'localhost:8443': `localhost:${port}`,
    'my-ca.pem': CA,
  });
});
afterAll(async () => {
  await guide.stop();
  await chat.close();
  secure.close();
});

for (const block of blocks) {
  const [first = ''] = block.code.split('\n');
  const lacking = LACKING[block.language];
  const needs = lacking === undefined ? '' : ` (needs ${lacking})`;
  it.skipIf(lacking !== undefined)(`line ${block.line}: ${first}${needs}`, async () => {
    const printed = await guide.run(block);
    expect(printed).toBe(block.prints ?? '');
  });
}

it('the guide starts services, runs programs of each kind and says what they print', () => {
  expect(blocks.filter((block) => startsOf(block) !== undefined).length).toBe(3);
  expect(new Set(blocks.map(({ language }) => language))).toEqual(new Set(['sh', 'js', 'python']));
  expect(blocks.filter(({ prints }) => prints !== undefined).length).toBeGreaterThan(8);
});

it('a block that prints something else would be found', async () => {
  const block = { language: 'js', code: 'console.log(2 + 2)', line: 1, prints: '5\n' };
  expect(await guide.run(block)).not.toBe(block.prints);
  await expect(guide.run({ ...block, code: 'process.exit(3)' })).rejects.toThrow();
});
