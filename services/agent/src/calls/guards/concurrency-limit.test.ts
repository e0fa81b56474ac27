import { concurrencySchema } from '@chaos-lab/contracts';
import { describe, expect, test } from 'vitest';
import { ConcurrencyLimit } from './concurrency-limit.ts';

const never = new AbortController().signal;
const limitOf = (settings: object) => new ConcurrencyLimit(concurrencySchema.parse(settings));

describe('the limit of calls under way', () => {
  test('lets the next one go in turn, and forgets one that does not wait any more', async () => {
    const limit = limitOf({ initial: 1, min: 1 });
    expect(await limit.enter(never)).toBe(true);
    const gone = new AbortController();
    const impatient = limit.enter(gone.signal);
    const patient = limit.enter(never);
    gone.abort();
    expect(await impatient).toBe(false);
    limit.leave({ type: 'other' }, 0, 1);
    expect(await patient).toBe(true);
  });

  test('is cut once for all calls that met the same overload, and not below its least', () => {
    const limit = limitOf({ initial: 20, min: 4 });
    for (let call = 0; call < 10; call += 1) limit.leave({ type: 'overload' }, 0, 100);
    expect(limit.limit).toBe(14);
    for (let at = 200; at < 4_000; at += 100) limit.leave({ type: 'overload' }, at, at);
    expect(limit.limit).toBe(4);
  });

  /** A service with ten places and a queue before them: calls take longer the more there are. */
  test('settles where the service is busy and its queue is short', async () => {
    const limit = limitOf({ initial: 4 });
    let now = 0;
    for (let round = 0; round < 400; round += 1) {
      const calls = limit.limit;
      for (let call = 0; call < calls; call += 1) await limit.enter(never);
      const tookMs = Math.max(1_000, (calls / 10) * 1_000);
      now += tookMs;
      for (let call = 0; call < calls; call += 1) {
        limit.leave({ type: 'answered', tookMs }, now - tookMs, now);
      }
    }
    expect(limit.limit).toBeGreaterThan(10);
    expect(limit.limit).toBeLessThan(20);
  });
});
