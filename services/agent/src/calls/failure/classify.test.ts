import { TRANSPORT_CONDITIONS } from '@chaos-lab/contracts';
import { errors } from 'undici';
import { describe, expect, test } from 'vitest';
import { WireError, wireError } from '../http/wire-error.ts';
import { bodyFailure, statusFailure, transportFailure, wireFailure } from './classify.ts';

const coded = (code: string): Error => Object.assign(new Error(code), { code });

describe('what broke a request on the wire', () => {
  test.each([
    ['ECONNREFUSED', 'connecting', 'connect_error', 'not_sent'],
    ['ENOTFOUND', 'connecting', 'connect_error', 'not_sent'],
    ['ECONNRESET', 'connecting', 'connect_error', 'not_sent'],
    ['ECONNRESET', 'sent', 'reset', 'ambiguous'],
    ['EPIPE', 'sent', 'reset', 'ambiguous'],
    ['UND_ERR_SOCKET', 'sent', 'close', 'ambiguous'],
    ['UND_ERR_SOCKET', 'answering', 'truncated', 'ambiguous'],
    ['ECONNRESET', 'answering', 'truncated', 'ambiguous'],
    ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'answering', 'truncated', 'ambiguous'],
  ] as const)('%s while %s is %s, %s', (code, phase, condition, effect) => {
    expect(wireFailure(wireError(coded(code), phase))).toMatchObject({ condition, effect });
  });

  test.each(['sent', 'answering'] as const)('bytes that are no HTTP while %s', (phase) => {
    const broken = new errors.HTTPParserError('Invalid character in chunk size');
    expect(wireFailure(wireError(broken, phase)).condition).toBe('malformed');
  });

  test('a limit that is hit before anything was sent is not ambiguous', () => {
    const early = new WireError('timeout', 'connecting', 'late', 'ETIMEDOUT');
    expect(wireFailure(early).effect).toBe('not_sent');
    const late = new WireError('timeout', 'sent', 'late', 'ETIMEDOUT');
    expect(wireFailure(late).effect).toBe('ambiguous');
  });
});

describe('what a status says about the effect', () => {
  test.each([
    [301, 'answered'],
    [400, 'answered'],
    [404, 'answered'],
    [408, 'ambiguous'],
    [409, 'answered'],
    [429, 'answered'],
    [500, 'ambiguous'],
    [501, 'answered'],
    [502, 'ambiguous'],
    [503, 'ambiguous'],
    [504, 'ambiguous'],
    [505, 'answered'],
    [599, 'ambiguous'],
  ])('%d is %s', (status, effect) => {
    const failure = statusFailure(status, {}, 0);
    expect(failure).toMatchObject({ condition: String(status), status, effect });
  });

  test('a Retry-After comes along', () => {
    expect(statusFailure(503, { 'retry-after': '120' }, 0).retryAfterS).toBe(120);
  });
});

test('every transport name has an effect', () => {
  for (const condition of TRANSPORT_CONDITIONS) {
    expect(transportFailure(condition, 'x').effect).toMatch(/^(not_sent|ambiguous)$/);
  }
});

test('a 2xx that cannot be believed has most likely had its effect', () => {
  expect(bodyFailure('malformed', 200, 'x')).toMatchObject({ effect: 'ambiguous', status: 200 });
});
