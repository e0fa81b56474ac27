import { JITTERS, type Jitter } from '@chaos-lab/contracts';
import { seededRandom } from '@chaos-lab/service-kit';
import { expect, test } from 'vitest';
import { exponentialWaitMs } from './backoff.ts';
import { situation } from './test-situation.ts';

/**
 * The contention of Brooker, "Exponential Backoff And Jitter": clients that all start at once read a
 * version, and write with it; a write whose version is old is refused, and its client backs off and
 * starts over. A network delay is about 10 ms one way.
 */
const CLIENTS = 60;
const CONFIG = { base_delay: 0.005, factor: 2, cap: 2, max_retries: 1_000 } as const;

interface Event {
  readonly at: number;
  readonly run: (at: number) => void;
}

function contention(jitter: Jitter, seed: number): { calls: number; doneMs: number } {
  const random = seededRandom(`contention ${seed}`);
  const network = (): number => 6 + 4 * (random() + random());
  const queue: Event[] = [];
  let version = 0;
  let calls = 0;
  let doneMs = 0;

  const begin = (at: number, retries: number, previousWaitMs: number): void => {
    calls += 1;
    queue.push({
      at: at + network(),
      run: (readAt) => {
        const seen = version;
        queue.push({
          at: readAt + network() + network(),
          run: (writeAt) => {
            if (seen === version) {
              version += 1;
              doneMs = writeAt;
              return;
            }
            const now = situation({ retries, previousWaitMs, draw: random });
            const waitMs = exponentialWaitMs({ ...CONFIG, jitter }, now);
            begin(writeAt + network() + waitMs, retries + 1, waitMs);
          },
        });
      },
    });
  };
  for (let client = 0; client < CLIENTS; client += 1) begin(0, 0, 0);
  while (queue.length > 0) {
    let first = 0;
    queue.forEach((event, index) => {
      if (event.at < (queue[first]?.at ?? Infinity)) first = index;
    });
    const [event] = queue.splice(first, 1);
    event?.run(event.at);
  }
  return { calls, doneMs };
}

const SEEDS = [1, 2, 3, 4, 5];
const meanCalls = (jitter: Jitter): number =>
  SEEDS.reduce((sum, seed) => sum + contention(jitter, seed).calls, 0) / SEEDS.length;

test('under contention full jitter needs the fewest calls and no jitter the most', () => {
  const calls = Object.fromEntries(JITTERS.map((jitter) => [jitter, meanCalls(jitter)])) as Record<
    Jitter,
    number
  >;
  expect(calls.none).toBe(Math.max(...Object.values(calls)));
  expect(calls.full).toBe(Math.min(...Object.values(calls)));
});

test('every client gets through, and equal seeds give equal runs', () => {
  expect(contention('full', 7)).toEqual(contention('full', 7));
  expect(contention('full', 7)).not.toEqual(contention('full', 8));
});
