import { expect, test } from 'vitest';
import { RetryBudget } from './retry-budget.ts';

/**
 * Overload in simulated seconds, after Brooker, "Fixing retries with token buckets and circuit
 * breakers": eight servers of 0.1 s behind a queue of 32, calls that come 60 a second whatever
 * becomes of those before, and clients that give up after 0.45 s while their work goes on. From
 * second 10 to 30 six of the servers are gone.
 */
const SERVERS = 8;
const LEFT = 2;
const SERVICE_S = 0.1;
const QUEUE = 32;
const TIMEOUT_S = 0.45;
const ARRIVALS = 60;
const END_S = 90;

interface Call {
  readonly at: number;
  readonly attempt: number;
}

/** Successes a second in each ten seconds. */
function goodput(
  mayRetry: (condition: string, now: number) => boolean,
  onSuccess: () => void,
): number[] {
  const freeAt = Array.from({ length: SERVERS }, () => 0);
  const done = Array.from({ length: END_S / 10 }, () => 0);
  const calls: Call[] = [];
  for (let call = 0; call < ARRIVALS * END_S; call += 1) {
    calls.push({ at: call / ARRIVALS, attempt: 1 });
  }
  let starts: number[] = [];
  while (calls.length > 0) {
    let first = 0;
    for (let index = 1; index < Math.min(calls.length, 600); index += 1) {
      if ((calls[index]?.at ?? Infinity) < (calls[first]?.at ?? Infinity)) first = index;
    }
    const [call] = calls.splice(first, 1);
    if (call === undefined || call.at >= END_S) continue;
    const { at: now, attempt } = call;
    const failed = (condition: string, later: number): void => {
      if (attempt < 3 && mayRetry(condition, now))
        calls.unshift({ at: now + later, attempt: attempt + 1 });
    };
    starts = starts.filter((start) => start > now);
    if (starts.length >= QUEUE) {
      failed('503', 0.001);
      continue;
    }
    let best = 0;
    let start = Infinity;
    for (const [server, free] of freeAt.entries()) {
      const next = Math.max(now, free);
      const begin = server >= LEFT && next >= 10 && next < 30 ? 30 : next;
      if (begin < start) [best, start] = [server, begin];
    }
    freeAt[best] = start + SERVICE_S;
    if (start > now) starts.push(start);
    const answeredAt = start + SERVICE_S;
    if (answeredAt - now > TIMEOUT_S) {
      failed('timeout', TIMEOUT_S);
    } else {
      onSuccess();
      const window = Math.floor(answeredAt / 10);
      if (window < done.length) done[window] = (done[window] ?? 0) + 1;
    }
  }
  return done.map((count) => count / 10);
}

const afterwards = (windows: readonly number[]): number => Math.min(...windows.slice(5));

test('two blind retries keep the overload alive when its cause is long gone', () => {
  const windows = goodput(
    () => true,
    () => {},
  );
  expect(windows[0]).toBeGreaterThan(55);
  expect(afterwards(windows)).toBeLessThan(30);
});

test('a retry budget lets goodput come back', () => {
  let ms = 0;
  const settings = { capacity: 500, refill_per_success: 1, refill_per_s: 0.5, timeout_cost: 10 };
  const budget = new RetryBudget(settings, () => ms);
  const windows = goodput(
    (condition, now) => {
      ms = Math.max(ms, now * 1000);
      return budget.take(condition);
    },
    () => budget.refill(),
  );
  expect(windows[0]).toBeGreaterThan(55);
  expect(afterwards(windows)).toBeGreaterThan(55);
});
