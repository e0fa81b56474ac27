import { expect, test } from 'vitest';
import { Freshness } from './freshness.ts';

const NOON = 'Thu, 01 Jan 2026 12:00:00 GMT';
const LATER = 'Thu, 01 Jan 2026 12:00:05 GMT';
const A_SECOND_BEFORE = 'Thu, 01 Jan 2026 12:00:04 GMT';

test('an answer from before one that was seen is stale', () => {
  const freshness = new Freshness();
  expect(freshness.isStale(NOON, undefined)).toBe(false);
  expect(freshness.isStale(LATER, undefined)).toBe(false);
  expect(freshness.isStale(A_SECOND_BEFORE, undefined)).toBe(false);
  expect(freshness.isStale(NOON, undefined)).toBe(true);
});

test('a cache may say so itself', () => {
  expect(new Freshness().isStale(NOON, '110 - "Response is Stale"')).toBe(true);
  expect(new Freshness().isStale(NOON, '299 - "Deprecated"')).toBe(false);
});

test('without a date nothing is known', () => {
  const freshness = new Freshness();
  freshness.isStale(LATER, undefined);
  expect(freshness.isStale(undefined, undefined)).toBe(false);
  expect(freshness.isStale('yesterday', undefined)).toBe(false);
});
