import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { RetryMarks } from '../naming/retry-marks.ts';
import type { Placement } from './logical-call.ts';
import { OperationCalls } from './operation-calls.ts';

type Request = Partial<RetryMarks> & { readonly digest: string };

const NO_MARKS: RetryMarks = {
  call: undefined,
  attempt: undefined,
  invocation: undefined,
  key: undefined,
  retryCount: 0,
};

const enter = (calls: OperationCalls, { digest, ...marks }: Request): Placement =>
  calls.enter({ ...NO_MARKS, ...marks }, digest);

/** Requests one after the other, then others all open at once in the order given. */
function addresses(
  before: readonly { readonly request: Request; readonly good: boolean }[],
  atOnce: readonly Request[],
  arrival: readonly number[],
) {
  const calls = new OperationCalls(() => {});
  for (const { request, good } of before) calls.leave(enter(calls, request), good);
  const placed = new Map(arrival.map((index) => [index, enter(calls, atOnce[index] as Request)]));
  return atOnce.map((_, index) => {
    const { call, attempt, racing } = placed.get(index) as Placement;
    return { address: `${call.number}.${attempt}`, racing };
  });
}

function permutations(count: number): number[][] {
  if (count === 0) return [[]];
  return permutations(count - 1).flatMap((rest) =>
    Array.from({ length: count }, (_, at) => [...rest.slice(0, at), count - 1, ...rest.slice(at)]),
  );
}

const content = fc.constantFrom('a', 'b', 'c');

/** A client marks all of its requests in one way; a key stands for one content. */
const STYLES = {
  plain: content.map((digest) => ({ digest })),
  keyed: content.map((digest) => ({ digest, key: `key-of-${digest}` })),
  named: fc
    .tuple(content, fc.constantFrom<string | number>('x', 'y', 901, 902))
    .map(([digest, call]) => ({ digest, call })),
  counted: fc
    .tuple(content, fc.integer({ min: 901, max: 903 }), fc.integer({ min: 1, max: 2 }))
    .map(([digest, call, attempt]) => ({ digest, call, attempt })),
} as const satisfies Record<string, fc.Arbitrary<Request>>;

const situation = fc
  .constantFrom(...Object.values(STYLES))
  .chain((request: fc.Arbitrary<Request>) =>
    fc.tuple(
      fc.array(fc.record({ request, good: fc.boolean() }), { maxLength: 4 }),
      fc.array(request, { minLength: 1, maxLength: 3 }),
    ),
  );

it('requests open at once are marked exactly where their order could have mattered', () => {
  let racing = 0;
  let calm = 0;
  fc.assert(
    fc.property(situation, ([before, atOnce]) => {
      const runs = permutations(atOnce.length).map((order) => addresses(before, atOnce, order));
      atOnce.forEach((_, index) => {
        const seen = new Set(runs.map((run) => run[index]?.address));
        const marks = new Set(runs.map((run) => run[index]?.racing));
        expect([...marks]).toEqual([seen.size > 1]);
        if (seen.size > 1) racing += 1;
        else calm += 1;
      });
    }),
    { numRuns: 3_000 },
  );
  expect(racing).toBeGreaterThan(500);
  expect(calm).toBeGreaterThan(500);
});

it('tries that the client numbers, of calls that it does not, are marked where a guess is one', () => {
  const numbered = (attempt: number): Request => ({ digest: `d${attempt}`, attempt });
  expect(addresses([], [numbered(1), numbered(2)], [1, 0])).toEqual([
    { address: '1.1', racing: false },
    { address: '1.2', racing: false },
  ]);
  const after = addresses(
    [{ request: numbered(1), good: true }],
    [numbered(1), numbered(2)],
    [0, 1],
  );
  expect(after.map(({ racing }) => racing)).toEqual([true, true]);
});

it('a request that comes when the other is over does not race', () => {
  const calls = new OperationCalls(() => {});
  const first = enter(calls, { digest: 'a' });
  calls.leave(first, true);
  const second = enter(calls, { digest: 'b' });
  expect([first.racing, second.racing]).toEqual([false, false]);
  const third = enter(calls, { digest: 'c' });
  expect([first.racing, second.racing, third.racing]).toEqual([false, true, true]);
});
