import { readFileSync } from 'node:fs';
import openapiTypes, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import { expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const checkedIn = read('examples/openapi-fetch-agent/petstore.d.ts');
const document = read('assets/openapi/petstore.yaml');

/** The types of a document, as the generator's command writes them. */
async function generated(text: string): Promise<string> {
  return COMMENT_HEADER + astToString(await openapiTypes(text));
}

it('the client of the example is what its generator makes of the document', async () => {
  expect(await generated(document)).toBe(checkedIn);
});

it('another document makes another client', async () => {
  const types = await generated(document.replace('/store/inventory:', '/store/stock:'));
  expect(types).toContain('"/store/stock": {');
  expect(types).not.toBe(checkedIn);
});
