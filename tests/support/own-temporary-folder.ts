import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// A vitest global set-up: every temporary folder of a test, and of a process that a test starts, goes
// below one folder that is taken away at the end. So a test that is killed half way leaves nothing.

const before = process.env['TMPDIR'];
let folder: string | undefined;

export function setup(): void {
  folder = mkdtempSync(join(tmpdir(), 'chaos-lab-tests-'));
  process.env['TMPDIR'] = folder;
}

export function teardown(): void {
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
