import { expect, test } from 'vitest';
import { type AgeHeaders, Freshness } from './freshness.ts';

const NOON = 'Thu, 01 Jan 2026 12:00:00 GMT';
const LATER = 'Thu, 01 Jan 2026 12:00:05 GMT';
const A_SECOND_BEFORE = 'Thu, 01 Jan 2026 12:00:04 GMT';

/** What is said of each answer to one read after another. */
function said(...answers: AgeHeaders[]): (string | null)[] {
  const freshness = new Freshness();
  return answers.map((headers) => freshness.staleness('get_pet 1', headers));
}

test('an answer from before one that was seen is stale', () => {
  const dates = [NOON, LATER, A_SECOND_BEFORE, NOON].map((date) => ({ date }));
  expect(said(...dates)).toEqual([null, null, null, `it is from ${NOON}, before another answer`]);
});

test('a cache may say so itself', () => {
  expect(said({ warning: '110 - "Response is Stale"' })[0]).toMatch(/a cache warns: 110/);
  expect(said({ warning: '299 - "Deprecated"' })).toEqual([null]);
});

test.each([
  ['61', 'max-age=60', true],
  ['60', 'max-age=60', false],
  ['61', 'public, MAX-AGE=60', true],
  ['61', 'max-age=60, s-maxage=120', false],
  ['121', 'max-age=600, s-maxage=120', true],
  ['61', 'x-max-age=60', false],
  ['61', 'no-cache', false],
  ['61', undefined, false],
  [undefined, 'max-age=60', false],
  ['-1', 'max-age=0', false],
  ['old', 'max-age=0', false],
])('age %s under Cache-Control %s is stale: %s', (age, control, stale) => {
  expect(said({ age, 'cache-control': control })[0] !== null).toBe(stale);
});

test('a resource that was last modified before what was seen of it has gone back', () => {
  const [first, older, newer, again] = said(
    { 'last-modified': A_SECOND_BEFORE },
    { 'last-modified': NOON },
    { 'last-modified': LATER },
    { 'last-modified': LATER },
  );
  expect([first, newer, again]).toEqual([null, null, null]);
  expect(older).toBe(`it was last modified ${NOON}, before what was seen earlier`);
});

test('another read has a time of its own', () => {
  const freshness = new Freshness();
  expect(freshness.staleness('get_pet 1', { 'last-modified': LATER })).toBeNull();
  expect(freshness.staleness('get_pet 2', { 'last-modified': NOON })).toBeNull();
});

test('without a time nothing is known', () => {
  expect(said({ date: LATER }, {}, { date: 'yesterday', 'last-modified': 'then' })).toEqual([
    null,
    null,
    null,
  ]);
});
