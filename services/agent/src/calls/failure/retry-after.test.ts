import { AxiosError, AxiosHeaders } from 'axios';
import axiosRetry from 'axios-retry';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { retryAfterSeconds } from './retry-after.ts';

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);
const HOUR_AHEAD = 'Thu, 01 Jan 2026 13:00:00 GMT';

/**
 * What each of these makes of it, in seconds; null where it waits as if nothing had been asked. Of got
 * 14, urllib3 2 and the AWS SDK for JavaScript 3 as their sources have it: got takes a number or
 * what Date.parse takes, urllib3 digits or a date that it reads as UTC and refuses all else, and the SDK
 * reads a number as seconds since 1970, which is always over. axios-retry is asked itself.
 */
const TABLE: readonly (readonly [
  text: string,
  ours: number | null,
  others: { axiosRetry: number; got: number | null; urllib3: number | null; aws: number | null },
])[] = [
  ['120', 120, { axiosRetry: 120, got: 120, urllib3: 120, aws: null }],
  [' 7 ', 7, { axiosRetry: 7, got: 7, urllib3: 7, aws: null }],
  ['1.5', 1.5, { axiosRetry: 1.5, got: 1.5, urllib3: null, aws: null }],
  ['0', 0, { axiosRetry: 0, got: 0, urllib3: 0, aws: null }],
  ['-5', null, { axiosRetry: 0, got: null, urllib3: null, aws: null }],
  ['soon', null, { axiosRetry: 0, got: null, urllib3: null, aws: null }],
  ['', null, { axiosRetry: 0, got: 0, urllib3: null, aws: null }],
  ['1e3', null, { axiosRetry: 1_000, got: 1_000, urllib3: null, aws: null }],
  ['Thu, 01 Jan 2026 12:01:00 GMT', 60, { axiosRetry: 60, got: 60, urllib3: 60, aws: 60 }],
  ['Thursday, 01-Jan-26 12:00:30 GMT', 30, { axiosRetry: 30, got: 30, urllib3: 30, aws: 30 }],
  ['Thu, 01 Jan 2026 11:00:00 GMT', 0, { axiosRetry: 0, got: 0, urllib3: 0, aws: null }],
];

afterEach(() => vi.useRealTimers());

test.each(TABLE)('%j asks for %s s', (text, ours, { axiosRetry: theirs }) => {
  expect(retryAfterSeconds({ 'retry-after': text }, NOW)).toBe(ours);
  vi.useFakeTimers({ now: NOW });
  const error = new AxiosError('busy');
  const headers = new AxiosHeaders({ 'retry-after': text });
  error.response = { status: 503, headers, data: '', statusText: '', config: { headers } };
  expect(axiosRetry.linearDelay(0)(1, error) / 1000).toBe(theirs);
});

test('where the others agree on a wait we wait as long', () => {
  for (const [text, ours, { axiosRetry: first, got, urllib3 }] of TABLE) {
    if (first === got && got === urllib3) expect(ours, text).toBe(first);
  }
});

describe('a date without a zone', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  test.each(['UTC', 'Asia/Tokyo', 'America/Los_Angeles'])('is UTC, also in %s', (here) => {
    process.env['TZ'] = here;
    const asked = { 'retry-after': 'Thu Jan  1 12:00:45 2026' };
    expect(retryAfterSeconds(asked, NOW)).toBe(45);
  });
});

test('a server whose clock is ahead means its own time', () => {
  const headers = { date: HOUR_AHEAD, 'retry-after': 'Thu, 01 Jan 2026 13:00:10 GMT' };
  expect(retryAfterSeconds(headers, NOW)).toBe(10);
});

test.each([
  [{ 'retry-after-ms': '250', 'retry-after': '1' }, 0.25],
  [{ 'x-ms-retry-after-ms': '1500' }, 1.5],
  [{ 'retry-after-ms': 'soon', 'retry-after': '3' }, 3],
  [{}, null],
])('%j asks for %s s', (headers, seconds) => {
  expect(retryAfterSeconds(headers, NOW)).toBe(seconds);
});

test.each(['NaN', 'soon 2026', '1e3 s', 'Infinity'])('%s asks for nothing', (text) => {
  expect(retryAfterSeconds({ 'retry-after': text }, NOW)).toBe(null);
});
