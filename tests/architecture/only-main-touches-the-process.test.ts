import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './planted-tree.ts';
import { processUses } from './process-use.ts';

const sources = globSync('services/*/src/**/*.ts', { cwd: ROOT }).filter(
  (path) => !path.endsWith('.test.ts'),
);

/** What starts the proxy in the process of somebody's test, as main.ts does in its own. */
const LIBRARY = 'services/chaos-proxy/src/library/create-chaos-proxy.ts';

test('no module of a service but main.ts touches the process or listens', () => {
  const modules = sources.filter((path) => !path.endsWith('/src/main.ts') && path !== LIBRARY);
  expect(modules.length).toBeGreaterThan(20);
  const uses = modules.flatMap((path) => processUses(path, readFileSync(join(ROOT, path), 'utf8')));
  expect(uses).toEqual([]);
});

test('the library listens too, and leaves the process of its user alone', () => {
  const uses = processUses(LIBRARY, readFileSync(join(ROOT, LIBRARY), 'utf8'));
  expect(uses.map((use) => use.split(': ').at(-1))).toEqual(['listen', 'listen']);
});

test('no service runs an msw server, main.ts included', () => {
  const uses = sources.flatMap((path) => processUses(path, readFileSync(join(ROOT, path), 'utf8')));
  expect(uses.filter((use) => use.endsWith('setupServer'))).toEqual([]);
});

test.each([
  ['const port = process.env.PORT;', 'process'],
  ['export const env = globalThis.process.env;', 'process'],
  ['const { argv } = process;', 'process'],
  ['run({ process });', 'process'],
  ['server.listen(0);', 'listen'],
  ['await listen(server, options);', 'listen'],
  ["import { setupServer } from 'msw/node';", 'setupServer'],
])('%s is found', (text, what) => {
  expect(processUses('a.ts', `\n${text}\n`)).toContain(`a.ts:2: ${what}`);
});

test.each(['step.process();', 'const a = { process: 1 };', '// process.exit', 'a.listening;'])(
  '%s is none of it',
  (text) => {
    expect(processUses('a.ts', text)).toEqual([]);
  },
);
