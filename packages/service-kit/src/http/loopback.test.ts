import { expect, test } from 'vitest';
import { adminAccessProblems } from './admin-auth.ts';
import { isLoopback } from './loopback.ts';

test.each(['localhost', 'LOCALHOST:80', '127.0.0.1', '127.9.8.7:4011', '[::1]', '[::1]:80', '::1'])(
  '%s is this machine',
  (host) => {
    expect(isLoopback(host)).toBe(true);
  },
);

test.each([
  '',
  '0.0.0.0',
  '::',
  '127.0.0.1.evil.test',
  'localhost.evil.test:80',
  '10.0.0.1',
  '[::2]',
])('%s is not', (host) => {
  expect(isLoopback(host)).toBe(false);
});

test('an admin port open to the network needs a token', () => {
  expect(adminAccessProblems({ host: '0.0.0.0' })[0]).toContain('0.0.0.0 is open to the network');
  expect(adminAccessProblems({ host: '0.0.0.0', token: 'x' })).toEqual([]);
  expect(adminAccessProblems({ host: '127.0.0.1' })).toEqual([]);
});
