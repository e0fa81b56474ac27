import type { ScenarioInput } from '@chaos-lab/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { call, testEngine } from '../testing/test-engine.ts';

type Match = NonNullable<ScenarioInput['rules'][number]['match']>;
type Sent = { query: string; body: { a: number; b: string }; step: number; attempt: number };

const letter = fc.constantFrom('x', 'y', 'z');
const small = fc.integer({ min: 1, max: 3 });
const sent: fc.Arbitrary<Sent> = fc.record({
  query: letter,
  body: fc.record({ a: small, b: letter }),
  step: small,
  attempt: small,
});
/** Each field by itself, with what it ought to mean, said without patterns or pointers. */
const field: fc.Arbitrary<{ match: Match; fits: (one: Sent) => boolean }> = fc.oneof(
  letter.map((q) => ({ match: { query: { q } }, fits: (one: Sent) => one.query === q })),
  small.map((a) => ({ match: { body: { '/a': `${a}` } }, fits: (one: Sent) => one.body.a === a })),
  letter.map((b) => ({ match: { body: { '/b': b } }, fits: (one: Sent) => one.body.b === b })),
  small.map((n) => ({ match: { call: n }, fits: (one: Sent) => one.step === n })),
  fc
    .tuple(small, small)
    .map((list) => ({ match: { call: list }, fits: (one: Sent) => list.includes(one.step) })),
  small.map((from) => ({
    match: { attempt: { from } },
    fits: (one: Sent) => one.attempt >= from,
  })),
  small.map((to) => ({
    match: { attempt: { from: 1, to } },
    fits: (one: Sent) => one.attempt <= to,
  })),
);

function fires(match: Match, requests: readonly Sent[]): boolean[] {
  const engine = testEngine({ rules: [{ match, faults: [{ kind: 'hang' }] }] });
  return requests.map(({ query, body, step, attempt }) => {
    const bytes = Buffer.from(JSON.stringify(body));
    const headers = { 'content-length': String(bytes.length), 'chaos-call': String(step) };
    const given = { method: 'POST', query: `q=${query}`, body: bytes, headers, attempt };
    return call(engine, given).injection !== null;
  });
}

const requests = fc.array(sent, { minLength: 1, maxLength: 12 });
const SEEDED = { seed: 42, numRuns: 150 };

describe('match', () => {
  it('fits where all of its fields do, and nowhere else', () => {
    fc.assert(
      fc.property(field, field, requests, (one, other, all) => {
        // Of two that say the same field the second stands.
        const match = { ...one.match, ...other.match };
        const isReplaced = Object.keys(one.match)[0] === Object.keys(other.match)[0];
        const wanted = all.map((s) => other.fits(s) && (isReplaced || one.fits(s)));
        expect(fires(match, all)).toEqual(wanted);
      }),
      SEEDED,
    );
  });

  it('with `not` fits where the other does not', () => {
    fc.assert(
      fc.property(field, field, requests, (one, other, all) => {
        const wanted = all.map((s) => one.fits(s) && !other.fits(s));
        expect(fires({ ...one.match, not: other.match }, all)).toEqual(wanted);
      }),
      SEEDED,
    );
  });

  it('with `nth` fits the n-th of those that fit all else, once', () => {
    fc.assert(
      fc.property(field, small, requests, (one, nth, all) => {
        let fitting = 0;
        const wanted = all.map((s) => one.fits(s) && (fitting += 1) === nth);
        expect(fires({ ...one.match, nth }, all)).toEqual(wanted);
      }),
      SEEDED,
    );
  });
});
