import { describe, expect, it } from 'vitest';
import { call, testEngine } from '../testing/test-engine.ts';
import { TokenBucket } from './token-bucket.ts';

describe('a token bucket', () => {
  it('lets a full bucket through, then asks for the time until the next token', () => {
    const bucket = new TokenBucket(2, 0.5);
    expect(bucket.take(0)).toMatchObject({ allowed: true, remaining: 1, violation: false });
    expect(bucket.take(0)).toMatchObject({ allowed: true, remaining: 0 });
    expect(bucket.take(0)).toEqual({
      allowed: false,
      limit: 2,
      remaining: 0,
      retryAfterS: 2,
      resetS: 4,
      violation: false,
    });
    expect(bucket.take(2_000)).toMatchObject({ allowed: true, violation: false });
  });

  it('counts who comes back too early, also where a token has come in the meantime', () => {
    const bucket = new TokenBucket(1, 0.9);
    bucket.take(0);
    expect(bucket.take(100).retryAfterS).toBe(2);
    expect(bucket.take(500)).toMatchObject({ allowed: false, violation: true });
    expect(bucket.take(1_500)).toMatchObject({ allowed: true, violation: true });
    expect(bucket.take(9_000)).toMatchObject({ allowed: true, violation: false });
  });

  it('is one for each session and arm, on the lab clock, and says why a fault did not go out', () => {
    const engine = testEngine({
      timeScale: 10,
      rules: [{ faults: [{ kind: 'rate-limit', limit: 1, refillPerS: 1 }] }],
    });
    expect(call(engine).record).toMatchObject({ suppressed: 'tokens-left', timed: true });
    const refused = call(engine);
    expect(refused.injection?.parameters).toMatchObject({ retryAfterS: 1, violation: false });
    expect(call(engine).record.parameters['violation']).toBe(true);
    expect(engine.counters.rateLimitViolations).toBe(1);
    expect(call(engine, { arm: 'other' }).injection).toBeNull();
    engine.clock.now += 100;
    expect(call(engine).injection).toBeNull();
  });
});
