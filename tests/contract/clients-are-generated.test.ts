import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { clientTypes, controlPlaneDocument } from '../../scripts/generate-client.ts';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const checkedIn = read('examples/openapi-fetch-agent/petstore.d.ts');
const document = read('assets/openapi/petstore.yaml');

it('the client of the example is what its generator makes of the document', async () => {
  expect(await clientTypes(document)).toBe(checkedIn);
});

it('the client of the control plane is what `npm run client` makes of its document', async () => {
  expect(await clientTypes(controlPlaneDocument())).toBe(
    read('packages/client/src/control-plane.d.ts'),
  );
});

it('another document makes another client', async () => {
  const types = await clientTypes(document.replace('/store/inventory:', '/store/stock:'));
  expect(types).toContain('"/store/stock": {');
  expect(types).not.toBe(checkedIn);
});
