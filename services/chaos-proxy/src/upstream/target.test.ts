import { expect, test } from 'vitest';
import { isLabTarget } from './target.ts';

test.each([
  ['http://127.0.0.1:4010', true],
  ['http://localhost:4010/api', true],
  ['http://petstore-mock:4010', true],
  ['https://petstore-mock.example.com', false],
  ['https://petstore3.swagger.io/api/v3', false],
])('%s belongs to the lab: %s', (url, expected) => {
  expect(isLabTarget(new URL(url))).toBe(expected);
});
