import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], testTimeout: number) => ({
  test: { name, include, testTimeout, hookTimeout: testTimeout, environment: 'node' as const },
});

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    allowOnly: false,
    globalSetup: ['tests/support/own-temporary-folder.ts'],
    projects: [
      project(
        'unit',
        ['packages/**/*.test.ts', 'services/**/*.test.ts', 'bench/**/*.test.ts'],
        10_000,
      ),
      project('contract', ['tests/contract/**/*.test.ts'], 20_000),
      project('integration', ['tests/integration/**/*.test.ts'], 30_000),
      project('e2e', ['tests/e2e/**/*.test.ts'], 120_000),
      project('architecture', ['tests/architecture/**/*.test.ts'], 120_000),
      project('docs', ['tests/docs/**/*.test.ts'], 60_000),
    ],
  },
});
