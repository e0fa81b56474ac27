import { expect, test } from 'vitest';
import { type AgeHeaders, Freshness } from './freshness.ts';

const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toUTCString();

type Answer = { readonly [header: string]: string | number | undefined; readonly came?: number };

/** What is said of each answer to one read, each with the second at which it comes. */
function said(...answers: Answer[]): (string | null)[] {
  let now = 0;
  const freshness = new Freshness(() => now);
  return answers.map(({ came = 0, ...headers }: Answer) => {
    now = came * 1000;
    return freshness.staleness('get_pet 1', headers as AgeHeaders);
  });
}

test('a cache that may still serve an answer serves a fresh one, however old its Date', () => {
  const origin = { came: 30, date: at(30) };
  const cdn = { came: 31, date: at(11), age: '20', 'cache-control': 'max-age=60' };
  expect(said(origin, cdn)).toEqual([null, null]);
});

test('a replica whose clock is behind serves fresh answers', () => {
  const replica = [10, 11, 12].map((came) => ({ came, date: at(came - 3) }));
  expect(said({ came: 10, date: at(10) }, ...replica)).toEqual([null, null, null, null]);
});

test('a clock that is far behind is known by the time that it keeps', () => {
  const [, first, again, later] = said(
    { came: 20, date: at(20) },
    { came: 20, date: at(0) },
    { came: 22, date: at(2) },
    { came: 25, date: at(5) },
  );
  expect(first).toMatch(/before another answer/);
  expect([again, later]).toEqual([null, null]);
});

test('the very answer of before is stale once time has passed', () => {
  const [, same, later] = said(
    { came: 0, date: at(0) },
    { came: 1, date: at(0) },
    { came: 4, date: at(0) },
  );
  expect(same).toBeNull();
  expect(later).toMatch(/as an answer of before/);
});

test('a Date far before the newest one is stale', () => {
  expect(said({ date: at(30) }, { date: at(10) })[1]).toBe(
    `it is from ${at(10)}, before another answer`,
  );
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

test.each([
  ['20', at(30), false],
  ['31', at(30), true],
  ['1', '0', true],
])('age %s with Expires %s, of a Date at second 0, is stale: %s', (age, expires, stale) => {
  expect(said({ date: at(0), age, expires })[0] !== null).toBe(stale);
});

test('what varies by everything cannot come from a cache', () => {
  expect(said({ age: '1', vary: '*' })[0]).toMatch(/Vary/);
  expect(said({ age: '0', vary: '*' }, { age: '9', vary: 'Accept' })).toEqual([null, null]);
});

test('a resource that was last modified before what was seen of it has gone back', () => {
  const [first, older, newer, again] = said(
    { 'last-modified': at(4) },
    { 'last-modified': at(0) },
    { 'last-modified': at(5) },
    { 'last-modified': at(5) },
  );
  expect([first, newer, again]).toEqual([null, null, null]);
  expect(older).toBe(`it was last modified ${at(0)}, before what was seen earlier`);
});

test('an ETag that had been replaced has gone back, unless the answer is newer', () => {
  const back = said({ etag: '"a"' }, { etag: '"b"' }, { etag: '"b"' }, { etag: '"a"' });
  expect(back).toEqual([null, null, null, 'its ETag "a" had been replaced']);
  const restored = [0, 1, 2].map((second) => ({
    came: second,
    date: at(second),
    etag: second === 1 ? '"b"' : '"a"',
  }));
  expect(said(...restored)).toEqual([null, null, null]);
});

test('another read has a time of its own', () => {
  const freshness = new Freshness(() => 0);
  expect(freshness.staleness('get_pet 1', { 'last-modified': at(5) })).toBeNull();
  expect(freshness.staleness('get_pet 2', { 'last-modified': at(0) })).toBeNull();
});

test('without a time nothing is known', () => {
  const answers = [{ date: at(5) }, {}, { date: 'yesterday', 'last-modified': 'then' }];
  expect(said(...answers)).toEqual([null, null, null]);
});
