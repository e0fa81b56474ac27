import { expect, test } from 'vitest';
import { acceptable } from './accept.ts';

const BOTH = ['application/json', 'application/xml'];

test.each([
  [undefined, 'application/json'],
  ['', 'application/json'],
  ['application/xml', 'application/xml'],
  ['APPLICATION/XML', 'application/xml'],
  ['application/json;q=0.2,application/xml;q=0.3', 'application/xml'],
  ['application/xml;q=0.5,*/*;q=0.5', 'application/json'],
  ['*/*;q=0.1,application/*;q=0.2,application/json;q=0', 'application/xml'],
  ['text/*', undefined],
  ['application/json;q=0', undefined],
  ['application/json;q=nonsense', undefined],
  ['nonsense', undefined],
])('%j takes %s', (header, media) => {
  expect(acceptable(header, BOTH)).toBe(media);
});

test('nothing offered is nothing taken', () => {
  expect(acceptable('*/*', [])).toBeUndefined();
});
