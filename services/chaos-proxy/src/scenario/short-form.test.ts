import { describe, expect, it } from 'vitest';
import { ScenarioError } from './scenario-error.ts';
import { DEFAULT_FAULTS, shortFault, shortScenario } from './short-form.ts';

describe('the short form of a fault', () => {
  it.each([
    ['http-503', { kind: 'http-error', status: 503 }],
    ['http-429', { kind: 'http-error', status: 429, retryAfter: { seconds: 1 } }],
    ['http-500@after', { kind: 'http-error', status: 500, phase: 'after' }],
    ['hang', { kind: 'hang' }],
    ['reset@after', { kind: 'reset', phase: 'after' }],
    ['latency', { kind: 'latency', delay: { distribution: 'constant', ms: 1000 } }],
    ['latency-250', { kind: 'latency', delay: { distribution: 'constant', ms: 250 } }],
    ['error-in-200', { kind: 'error-in-200' }],
    ['malformed-json', { kind: 'malformed-json' }],
    ['bad-framing', { kind: 'bad-framing' }],
    ['rate-limit-5', { kind: 'rate-limit', limit: 5 }],
  ])('%s', (word, expected) => {
    expect(shortFault(word)).toMatchObject(expected);
  });

  it.each([
    '',
    'hagn',
    'http',
    'http-',
    'http-42',
    'http-503@during',
    'reset-7',
    'duplicate@before',
    'HANG',
  ])('%j is refused', (word) => {
    expect(() => shortFault(word)).toThrow(ScenarioError);
  });

  it('makes one rule in which all faults are equally likely', () => {
    const { rules, sweepRate } = shortScenario(0.2, DEFAULT_FAULTS);
    expect(sweepRate).toBe(0.2);
    expect(rules[0]?.faults.map((fault) => fault.weight)).toEqual([1, 1, 1, 1, 1, 1]);
  });
});
