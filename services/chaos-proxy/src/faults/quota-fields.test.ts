import { describe, expect, test } from 'vitest';
import { Quota } from '../sessions/quota.ts';
import { readingOf } from './quota.ts';
import { duration, quotaFields } from './quota-fields.ts';

const NOW = Date.UTC(2026, 10, 3, 12, 0, 0, 250);

test.each([
  [0, '0s'],
  [0.02, '20ms'],
  [6, '6s'],
  [5.2, '6s'],
  [360, '6m0s'],
  [3_661, '1h1m1s'],
])('%d s as OpenAI writes it', (seconds, text) => expect(duration(seconds)).toBe(text));

describe('a quota', () => {
  const budgets = {
    requests: { limit: 2, perMinute: 2 },
    tokens: { limit: 100, perMinute: 600 },
  };
  const fieldsAt = (quota: Quota, ms: number) =>
    quotaFields('openai', readingOf(quota.take(ms).parameters), NOW);

  test('counts requests down and up again', () => {
    const quota = new Quota(budgets);
    expect(quota.take(0)).toMatchObject({ allowed: true, parameters: { requestsRemaining: 1 } });
    expect(quota.take(0).allowed).toBe(true);
    expect(quota.take(0)).toMatchObject({
      allowed: false,
      parameters: { requestsRemaining: 0, retryAfterS: 30, violation: false },
    });
    expect(quota.take(29_000).parameters['violation']).toBe(true);
    expect(quota.take(30_000)).toMatchObject({ allowed: true, parameters: { violation: false } });
  });

  test('counts the tokens that answers took, debt too', () => {
    const quota = new Quota({ tokens: budgets.tokens });
    quota.charge(0, 130);
    expect(quota.take(0)).toEqual({
      allowed: false,
      parameters: {
        tokensLimit: 100,
        tokensRemaining: 0,
        tokensResetS: 13,
        retryAfterS: 4,
        violation: false,
      },
    });
    expect(quota.take(4_000).allowed).toBe(true);
  });

  test('says so as each provider does', () => {
    const quota = new Quota(budgets);
    quota.charge(0, 40);
    expect(fieldsAt(quota, 0).join(' ')).toBe(
      'x-ratelimit-limit-requests 2 x-ratelimit-remaining-requests 1 ' +
        'x-ratelimit-reset-requests 30s x-ratelimit-limit-tokens 100 ' +
        'x-ratelimit-remaining-tokens 60 x-ratelimit-reset-tokens 4s',
    );
    quota.take(0);
    expect(fieldsAt(quota, 0).slice(-4)).toEqual(['retry-after-ms', '30000', 'retry-after', '30']);
    const anthropic = quotaFields('anthropic', readingOf(quota.take(0).parameters), NOW);
    expect(anthropic).toContain('anthropic-ratelimit-tokens-remaining');
    expect(anthropic[anthropic.indexOf('anthropic-ratelimit-requests-reset') + 1]).toBe(
      '2026-11-03T12:01:00Z',
    );
    expect(anthropic).not.toContain('retry-after-ms');
  });
});
