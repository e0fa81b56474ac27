import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ICruiseResult } from 'dependency-cruiser';
import { describe, expect, test } from 'vitest';
import { linkModules, plantTree, ROOT, runTool } from './planted-tree.ts';

const CONFIG = join(ROOT, '.dependency-cruiser.cjs');

function cruise(folder: string, ...roots: string[]) {
  const args = ['--config', CONFIG, '--output-type', 'json', ...roots];
  const { stdout, stderr } = runTool(folder, 'depcruise', ...args);
  if (stdout === '') throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as ICruiseResult;
  const broken = summary.violations.map((found) => `${found.rule.name}: ${found.from}`);
  return { modules: summary.totalCruised, broken: [...new Set(broken)].toSorted() };
}

test('the tree keeps every rule, and the checker really looked at it', () => {
  const { modules, broken } = cruise(ROOT, 'packages', 'services');
  expect(broken).toEqual([]);
  expect(modules).toBeGreaterThan(60);
});

const manifest = (name: string, dependencies: Record<string, string> = {}): string =>
  JSON.stringify({
    name: `@chaos-lab/${name}`,
    type: 'module',
    exports: { '.': './src/index.ts' },
    dependencies,
  });

/** A small tree of the same shape that keeps every rule. */
const sound = {
  'package.json': JSON.stringify({ name: 'planted', devDependencies: { vitest: '1' } }),
  'packages/contracts/package.json': manifest('contracts', { zod: '1' }),
  'packages/contracts/src/index.ts':
    "import { z } from 'zod';\nimport { word } from './word.ts';\nexport const words = z.literal(word);\n",
  'packages/contracts/src/word.ts': "export const word = 'word';\n",
  'packages/contracts/src/word.test.ts':
    "import { expect } from 'vitest';\nimport { word } from './word.ts';\nexpect(word);\n",
  'packages/service-kit/package.json': manifest('service-kit', { '@chaos-lab/contracts': '1' }),
  'packages/service-kit/src/index.ts': "export { words as kit } from '@chaos-lab/contracts';\n",
  'services/agent/package.json': manifest('agent', {
    '@chaos-lab/chaos-proxy': '1',
    '@chaos-lab/service-kit': '1',
    msw: '1',
  }),
  'services/agent/src/index.ts':
    "import { http } from 'msw';\nimport { kit } from '@chaos-lab/service-kit';\nexport * from './api/door.ts';\nexport const agent = [kit, http];\n",
  'services/agent/src/api/door.ts': "export * from '../task/task.ts';\n",
  'services/agent/src/task/task.ts':
    "export * from '../workflow/steps.ts';\nexport * from '../recovery/policies/policy.ts';\n",
  'services/agent/src/workflow/steps.ts': "export { tool as step } from '../tools/tool.ts';\n",
  'services/agent/src/recovery/policies/policy.ts': "export * from '../strategies/strategy.ts';\n",
  'services/agent/src/recovery/strategies/strategy.ts': "export * from '../playbook/book.ts';\n",
  'services/agent/src/recovery/playbook/book.ts': "export * from '../../calls/call.ts';\n",
  'services/agent/src/calls/call.ts': "export * from '../tools/tool.ts';\n",
  'services/agent/src/tools/tool.ts': 'export const tool = 1;\n',
  'services/agent/src/main.ts':
    "import process from 'node:process';\nimport { agent } from './index.ts';\nprocess.exit(agent.length);\n",
  'services/runner/package.json': manifest('runner'),
  'services/runner/src/index.ts': "export * from './cli/door.ts';\n",
  'services/runner/src/cli/door.ts':
    "export * from '../hunt/search.ts';\nexport * from '../report/page.ts';\n",
  'services/runner/src/hunt/search.ts': "export { count as sets } from '../run/loop.ts';\n",
  'services/runner/src/report/page.ts':
    "export { count as page } from '../run-folder/manifest.ts';\n",
  'services/runner/src/run/loop.ts': "export * from '../run-folder/manifest.ts';\n",
  'services/runner/src/run-folder/manifest.ts': 'export const count = 1;\n',
  'services/chaos-proxy/package.json': manifest('chaos-proxy', { '@chaos-lab/service-kit': '1' }),
  'services/chaos-proxy/src/index.ts':
    "import { kit } from '@chaos-lab/service-kit';\nexport const proxy = kit;\n",
};

function cruisePlanted(planted: Record<string, string>): string[] {
  const folder = plantTree({ ...sound, ...planted });
  linkModules(folder, {
    contracts: 'packages/contracts',
    'service-kit': 'packages/service-kit',
    agent: 'services/agent',
    'chaos-proxy': 'services/chaos-proxy',
  });
  return cruise(folder, 'packages', 'services').broken;
}

const AGENT = 'services/agent/src';
const RUNNER = 'services/runner/src';
const KIT = 'packages/service-kit/src';
const CONTRACTS = 'packages/contracts/src';

/** For each rule, lines that break it and the folder where they do. */
const violations: Record<string, readonly (readonly [folder: string, text: string])[]> = {
  'service-imports-service': [
    [AGENT, "export { proxy } from '../../chaos-proxy/src/index.ts';"],
    [AGENT, "export { proxy } from '@chaos-lab/chaos-proxy';"],
    [AGENT, "export type { proxy } from '@chaos-lab/chaos-proxy';"],
    [AGENT, "export const proxy = await import('@chaos-lab/chaos-proxy');"],
  ],
  'package-imports-service': [
    [KIT, "export { proxy } from '../../../services/chaos-proxy/src/index.ts';"],
  ],
  'contracts-imports-zod-only': [
    [CONTRACTS, "export { readFile } from 'node:fs';"],
    [CONTRACTS, "export { parse } from 'yaml';"],
    [CONTRACTS, "export { kit } from '@chaos-lab/service-kit';"],
  ],
  'past-the-front-door': [
    [AGENT, "export { word } from '../../../packages/contracts/src/word.ts';"],
  ],
  'product-imports-tests': [
    [AGENT, "export * from '../../../tests/helper.ts';"],
    [CONTRACTS, "export * from './word.test.ts';"],
  ],
  'msw-server-in-service': [[AGENT, "export { setupServer } from 'msw/node';"]],
  'process-outside-main': [
    [AGENT, "import process from 'node:process';"],
    [AGENT, "export { env } from 'process';"],
  ],
  'agent-tools-know-tools': [
    [`${AGENT}/tools`, "export * from '../calls/call.ts';"],
    [`${AGENT}/tools`, "export * from '../index.ts';"],
  ],
  'agent-calls-know-tools': [
    [`${AGENT}/calls`, "export * from '../recovery/playbook/book.ts';"],
    [`${AGENT}/calls`, "export type { tool } from '../task/task.ts';"],
  ],
  'agent-recovery-knows-calls': [
    [`${AGENT}/recovery`, "export * from '../task/task.ts';"],
    [`${AGENT}/recovery`, "export * from '../workflow/steps.ts';"],
  ],
  'agent-workflow-knows-tools': [[`${AGENT}/workflow`, "export * from '../task/task.ts';"]],
  'agent-task-knows-no-api': [[`${AGENT}/task`, "export * from '../api/door.ts';"]],
  'agent-playbook-is-read-alone': [
    [`${AGENT}/recovery/playbook`, "export * from '../strategies/strategy.ts';"],
  ],
  'agent-strategies-know-no-policy': [
    [`${AGENT}/recovery/strategies`, "export * from '../policies/policy.ts';"],
  ],
  'runner-check-knows-its-rooms': [[`${RUNNER}/check`, "export * from '../cli/door.ts';"]],
  'runner-hunt-knows-its-rooms': [[`${RUNNER}/hunt`, "export * from '../report/page.ts';"]],
  'runner-trial-knows-its-rooms': [[`${RUNNER}/trial`, "export * from '../run/loop.ts';"]],
  'runner-report-knows-its-rooms': [
    [`${RUNNER}/report`, "export * from '../run/loop.ts';"],
    [`${RUNNER}/report`, "export type { sets } from '../hunt/search.ts';"],
  ],
  'runner-inspect-knows-its-rooms': [[`${RUNNER}/inspect`, "export * from '../report/page.ts';"]],
  'runner-run-knows-its-rooms': [
    [`${RUNNER}/run`, "export * from '../hunt/search.ts';"],
    [`${RUNNER}/run`, "export * from '../cli/door.ts';"],
  ],
  'runner-run-folder-knows-its-rooms': [
    [`${RUNNER}/run-folder`, "export * from '../run/loop.ts';"],
  ],
  'runner-subject-knows-its-rooms': [
    [`${RUNNER}/subject`, "export * from '../run-folder/manifest.ts';"],
  ],
  'runner-terminal-knows-its-rooms': [[`${RUNNER}/terminal`, "export * from '../run/loop.ts';"]],
  'runner-summary-knows-its-rooms': [
    [`${RUNNER}/summary`, "export * from '../run-folder/manifest.ts';"],
  ],
  'runner-lab-knows-its-rooms': [[`${RUNNER}/lab`, "export * from '../run-folder/manifest.ts';"]],
  'runner-experiment-knows-its-rooms': [
    [`${RUNNER}/experiment`, "export * from '../run/loop.ts';"],
  ],
  'runner-learn-knows-its-rooms': [
    [`${RUNNER}/learn`, "export * from '../run-folder/manifest.ts';"],
  ],
  'undeclared-dependency': [
    [AGENT, "export { parse } from 'yaml';"],
    [AGENT, "export { test } from 'vitest';"],
  ],
  unresolvable: [[AGENT, "export * from './nowhere.ts';"]],
  circular: [[CONTRACTS, "export { words } from './index.ts';"]],
  orphan: [[AGENT, 'export const alone = 1;']],
};

describe('a planted violation is found', () => {
  const plants = Object.entries(violations).flatMap(([rule, each]) =>
    each.map(([folder, text], at) => ({ rule, text, path: `${folder}/${rule}-${at}.ts` })),
  );
  // The index leads back to the module that imports it, which closes the circle.
  const index = `${sound[`${CONTRACTS}/index.ts`]}export * from './circular-0.ts';\n`;
  let found: readonly string[] | undefined;
  // One run of the checker over all the plants, by whichever test comes first.
  const broken = (): readonly string[] =>
    (found ??= cruisePlanted({
      [`${CONTRACTS}/index.ts`]: index,
      'tests/helper.ts': 'export const help = 1;\n',
      ...Object.fromEntries(plants.map(({ path, text }): [string, string] => [path, `${text}\n`])),
    }));

  test('and a sound tree has none', () => {
    expect(cruisePlanted({})).toEqual([]);
  });

  test.each(plants)('$rule: $text', ({ rule, path }) => {
    expect(broken()).toContain(`${rule}: ${path}`);
  });

  test('for every rule there is one', () => {
    const require = createRequire(import.meta.url);
    const { forbidden } = require(CONFIG) as { forbidden: { name: string }[] };
    const rules = forbidden.map((rule) => rule.name);
    expect(Object.keys(violations).toSorted()).toEqual(rules.toSorted());
  });
});
