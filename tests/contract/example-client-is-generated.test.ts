import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);
const CHECKED_IN = join(ROOT, 'examples/openapi-fetch-agent/petstore.d.ts');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'generated-client-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The types of a document, as text. */
async function generated(document: string): Promise<string> {
  const file = join(folder, 'petstore.d.ts');
  const cli = join(ROOT, 'node_modules/openapi-typescript/bin/cli.js');
  await run(process.execPath, [cli, document, '-o', file]);
  return readFileSync(file, 'utf8');
}

it('the client of the example is what its generator makes of the document', async () => {
  const document = join(ROOT, 'assets/openapi/petstore.yaml');
  expect(await generated(document)).toBe(readFileSync(CHECKED_IN, 'utf8'));
});

it('another document makes another client', async () => {
  const document = readFileSync(join(ROOT, 'assets/openapi/petstore.yaml'), 'utf8');
  const changed = join(folder, 'changed.yaml');
  writeFileSync(changed, document.replace('/store/inventory:', '/store/stock:'));
  const types = await generated(changed);
  expect(types).toContain('"/store/stock": {');
  expect(types).not.toBe(readFileSync(CHECKED_IN, 'utf8'));
});
