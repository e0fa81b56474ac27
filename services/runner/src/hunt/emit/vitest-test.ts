import type { Emitter } from './emitted.ts';
import { javascript } from './node-test.ts';

/** Real ms that vitest gives it: three runs of the client, and the start of a proxy. */
const TIMEOUT_MS = 120_000;

export const vitestTest: Emitter = {
  name: 'finding.vitest.test.mjs',
  write: (from) =>
    javascript(from, "import { test, vi } from 'vitest';").replace(
      '\nconst finding',
      `\nvi.setConfig({ testTimeout: ${TIMEOUT_MS} });\nconst finding`,
    ),
};
