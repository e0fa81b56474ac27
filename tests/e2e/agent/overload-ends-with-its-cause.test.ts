import { beforeAll, describe, expect, it } from 'vitest';
import { type ArmGoodput, overload, WINDOW_S } from './overload.ts';

// A service that can finish ten tasks a second gets seven; in lab seconds 10-40 it has three of its ten
// servers. The arms meet it side by side, each with a service of its own.
const PACE = 7;
const END_S = 120;
const LAST = END_S / WINDOW_S - 1;

let arms: Record<string, ArmGoodput>;

beforeAll(async () => {
  arms = await overload({
    arms: {
      none: { type: 'none' },
      'blind-2': { type: 'blind', retries: 2 },
      resilient: { type: 'playbook', name: 'resilient' },
    },
    pace: PACE,
    patienceS: 2.25,
    endS: END_S,
    timeScale: 3,
  });
});

/** Verified tasks a lab second, as a share of those that arrive, over two windows. */
function goodput(arm: string, first: number): number {
  const { verified } = arms[arm] as ArmGoodput;
  return ((verified[first] as number) + (verified[first + 1] as number)) / 2 / PACE;
}

describe('an overload whose cause is gone after 30 s', () => {
  it.each(['none', 'blind-2'])('takes nearly all goodput of %s meanwhile', (arm) => {
    expect(arms[arm]?.verified[0]).toBeGreaterThan(PACE / 4);
    expect(goodput(arm, 2)).toBeLessThan(0.2);
  });

  it('leaves the resilient playbook more than a client that never retries, since it waits in turn', () => {
    expect(arms['resilient']?.verified[0]).toBeGreaterThan(PACE / 4);
    expect(goodput('resilient', 2)).toBeGreaterThan(goodput('none', 2));
    // Its service has no queue to work off, so that it is as strong as before at once.
    expect(goodput('resilient', 4)).toBeGreaterThan(0.8);
  });

  it('is over for clients that do not retry: the service is as strong as before', () => {
    expect(goodput('none', LAST - 1)).toBeGreaterThan(0.8);
  });

  it('goes on for two blind retries, which keep it alive by themselves', () => {
    expect(goodput('blind-2', LAST - 1)).toBeLessThan(0.2);
  });

  it('ends for the resilient playbook, which has nothing to work off', () => {
    expect(goodput('resilient', LAST - 1)).toBeGreaterThan(0.8);
  });
});
