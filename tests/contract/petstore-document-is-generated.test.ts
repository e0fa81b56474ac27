import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { petstoreModule } from '../../scripts/petstore-document.ts';

it('the module of the petstore is what `npm run petstore-document` makes of its document', () => {
  const file = new URL(
    '../../services/petstore-mock/src/api/petstore.openapi.json',
    import.meta.url,
  );
  expect(readFileSync(file, 'utf8')).toBe(petstoreModule());
});
