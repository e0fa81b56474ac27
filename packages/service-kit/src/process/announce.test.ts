import { expect, test } from 'vitest';
import { announceListening, parseAnnouncement } from './announce.ts';

const addresses = { traffic: { host: '127.0.0.1', port: 1, url: 'http://127.0.0.1:1' } };

function announced(isTTY: boolean): string {
  let text = '';
  announceListening('agent', addresses, { isTTY, write: (chunk) => (text += chunk) });
  return text;
}

test('a parent reads back what a process announces', () => {
  expect(parseAnnouncement(announced(false).trim())).toMatchObject({
    event: 'listening',
    service: 'agent',
    traffic: 'http://127.0.0.1:1',
  });
});

test('a person reads a sentence', () => {
  expect(announced(true)).toBe('agent is listening: traffic http://127.0.0.1:1\n');
});

test.each(['', 'hello', '{broken', '{"event":"other"}', 'null'])(
  '%j is no announcement',
  (line) => {
    expect(parseAnnouncement(line)).toBeUndefined();
  },
);
