import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { providersReference } from '../../scripts/providers/reference.ts';

test('the reference of the providers is what their files say', () => {
  const page = new URL('../../docs/reference/providers.md', import.meta.url);
  expect(readFileSync(page, 'utf8')).toBe(providersReference());
});
