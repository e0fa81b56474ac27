import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { Lease } from './lease.ts';

/** A lease whose clock a test moves; `late` delays what is due, as a process does that stood still. */
function leased() {
  let now = 0;
  let due: { at: number; call: () => void } | undefined;
  const ended: number[] = [];
  const lease = new Lease({
    onGrant: () => () => void ended.push(now),
    now: () => now,
    after(ms, call) {
      const mine = { at: now + ms, call };
      due = mine;
      return () => {
        if (due === mine) due = undefined;
      };
    },
  });
  const advance = (ms: number, stalledMs = 0): void => {
    const until = now + ms;
    while (due !== undefined && due.at <= until) {
      const { at, call } = due;
      now = at + stalledMs;
      due = undefined;
      call();
    }
    now = Math.max(now, until);
  };
  return { lease, advance, ended };
}
const mine = { holder: 'mine', ttlS: 15 };

describe('a lease', () => {
  it('is given to one holder, and says to whom', () => {
    const { lease } = leased();
    expect(lease.state).toEqual({ held: false });
    expect(lease.take(mine)).toMatchObject({ holder: 'mine' });
    expect(lease.take({ holder: 'other', ttlS: 1 })).toBeUndefined();
    expect(lease.state).toMatchObject({ held: true, holder: 'mine' });
  });

  it('ends by itself unless it is renewed, and then what it changed is undone', () => {
    const { lease, advance, ended } = leased();
    const token = lease.take(mine)?.token;
    advance(10_000);
    expect(lease.renew(token, 15)).toBe(true);
    advance(10_000);
    expect(lease.isHeldBy(token)).toBe(true);
    advance(5000);
    expect(lease.state.held).toBe(false);
    expect(ended).toEqual([25_000]);
    expect(lease.renew(token, 15)).toBe(false);
  });

  it('is given back once, by its holder alone', () => {
    const { lease, ended } = leased();
    const token = lease.take(mine)?.token;
    expect(lease.release('another')).toBe(false);
    expect(lease.release(undefined)).toBe(false);
    expect(lease.release(token)).toBe(true);
    expect(lease.release(token)).toBe(false);
    expect(ended).toHaveLength(1);
  });

  it('outlasts a standstill of its process by a moment, in which a renewal can arrive', () => {
    const { lease, advance } = leased();
    const token = lease.take(mine)?.token;
    advance(15_000, 8000);
    expect(lease.renew(token, 15)).toBe(true);
  });

  test('whatever happens, it ends as often as it was given, and never has two holders', () => {
    const step = fc.oneof(
      fc.constant('take' as const),
      fc.constant('renew' as const),
      fc.constant('release' as const),
      fc.nat({ max: 30_000 }),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const { lease, advance, ended } = leased();
        let given = 0;
        let token: string | undefined;
        for (const one of steps) {
          const before = lease.state.held;
          if (one === 'take') {
            const grant = lease.take(mine);
            expect(grant === undefined).toBe(before);
            if (grant !== undefined) {
              given += 1;
              token = grant.token;
            }
          } else if (one === 'renew') expect(lease.renew(token, 15)).toBe(before);
          else if (one === 'release') expect(lease.release(token)).toBe(before);
          else advance(one);
        }
        expect(ended.length).toBe(given - Number(lease.state.held));
      }),
    );
  });
});
