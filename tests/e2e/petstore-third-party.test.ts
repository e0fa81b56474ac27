import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const folder = new URL('../third-party/petstore/', import.meta.url);
const installed = existsSync(new URL('node_modules/', folder));

test.skipIf(!installed)(
  'a generated client works through prism without a violation (needs npm ci in tests/third-party/petstore)',
  async () => {
    const script = fileURLToPath(new URL('run.mjs', folder));
    const { stdout } = await promisify(execFile)(process.execPath, [script]);
    expect(stdout).toMatch(/^no violation in \d+ calls of 20 operations$/m);
    expect(stdout).toContain('planted violations found: a wrong request, a response');
  },
);
