import { expect, test } from 'vitest';
import { retryAfterSeconds } from './retry-after.ts';

const NOW = Date.UTC(2026, 0, 1, 12, 0, 0);

test.each([
  ['0', 0],
  ['120', 120],
  [' 7 ', 7],
  ['1.5', 1.5],
  ['Thu, 01 Jan 2026 12:01:00 GMT', 60],
  ['Thu, 01 Jan 2026 11:00:00 GMT', 0],
  ['Thursday, 01-Jan-26 12:00:30 GMT', 30],
])('%s asks for %d s', (header, seconds) => {
  expect(retryAfterSeconds(header, NOW)).toBe(seconds);
});

test.each([undefined, '', 'soon', '-5', 'NaN', 'soon 2026', '1e3 s'])(
  '%s asks for nothing',
  (header) => {
    expect(retryAfterSeconds(header, NOW)).toBe(null);
  },
);
