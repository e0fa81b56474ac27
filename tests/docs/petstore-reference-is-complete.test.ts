import { readFileSync } from 'node:fs';
import { orderFactsSchema } from '@chaos-lab/contracts';
import { HelpRequested } from '@chaos-lab/service-kit';
import { expect, test } from 'vitest';
import { readConfig } from '../../services/petstore-mock/src/config.ts';
import { readDocument } from '../support/petstore/contract.ts';

const reference = readFileSync(
  new URL('../../docs/reference/petstore.md', import.meta.url),
  'utf8',
);

function help(): string {
  try {
    readConfig({ argv: ['--help'], env: {}, readFile: () => '' });
  } catch (error) {
    if (error instanceof HelpRequested) return error.text;
    throw error;
  }
  throw new Error('there was no help');
}

/** Flag, environment and default of each setting, from the help text. */
function settings(): [flag: string, env: string, fallback: string | undefined][] {
  const flat = help().replaceAll(/\n {20,}/g, ' ');
  const lines = flat.matchAll(/^ {2}(--[a-z-]+).*\(env (\w+)(?:.*?default ([\w.]+))?.*\)$/gm);
  return [...lines].map(([, flag = '', env = '', fallback]) => [flag, env, fallback]);
}

test('every setting is in the reference, with its variable and default', () => {
  expect(settings().length).toBeGreaterThan(12);
  for (const [flag, env, fallback] of settings()) {
    const row = reference.split('\n').find((line) => line.startsWith(`| \`${flag}\` |`));
    expect(row, flag).toContain(`\`${env}\``);
    const word = fallback === undefined ? 'none' : fallback === 'false' ? 'off' : fallback;
    expect(row, flag).toContain(`| ${word} |`);
  }
});

test('every fact of a verdict and every extension is explained', () => {
  const known = new Set(['session', 'arm', 'workflow', 'effects']);
  for (const fact of Object.keys(orderFactsSchema.shape)) {
    if (!known.has(fact)) expect(reference).toContain(`| \`${fact}\` |`);
  }
  const extensions = Object.values(readDocument().paths)
    .flatMap((item) => Object.values(item))
    .filter((operation) => 'x-chaos-lab-extension' in operation);
  expect(extensions.map(({ operationId }) => operationId)).toEqual(['findOrders']);
  expect(reference).toContain('`findOrders`');
});
