import { defineConfig } from 'vitest/config';

/** `npm run test:compose`: one lab in containers, shared by all files, which run one after the other. */
export default defineConfig({
  test: {
    name: 'compose',
    root: import.meta.dirname,
    include: ['*.test.ts'],
    globalSetup: ['support/lab-in-containers.ts'],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
