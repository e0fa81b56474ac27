import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plantTree, ROOT, runTool } from './planted-tree.ts';

function lint(text: string) {
  const folder = plantTree({
    'src/planted.ts': text,
    'tsconfig.json': JSON.stringify({
      compilerOptions: { strict: true, noEmit: true, target: 'es2024', types: [] },
    }),
    '.oxlintrc.json': readFileSync(join(ROOT, '.oxlintrc.json'), 'utf8'),
  });
  return runTool(folder, 'oxlint', '--type-aware', '--deny-warnings', '.');
}

const later = 'export const later = async (): Promise<number> => 1;\n';

test('sound code passes', () => {
  expect(lint(`${later}export const now = await later();\n`)).toMatchObject({ status: 0 });
});

test.each([
  ['no-floating-promises', `${later}later();\n`],
  ['no-misused-promises', `${later}export const x = [1].filter(() => later());\n`],
  ['no-explicit-any', 'export const x = (y: any): number => Number(y);\n'],
  [
    'switch-exhaustiveness-check',
    "export function f(x: 'a' | 'b') {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}\n",
  ],
])('%s is an error', (rule, text) => {
  const { status, stdout } = lint(text);
  expect(stdout).toContain(rule);
  expect(status).not.toBe(0);
});
