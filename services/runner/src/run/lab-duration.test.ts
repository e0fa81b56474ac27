import type { DecisionRecord, FaultSpec } from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { labDurationMs } from './lab-duration.ts';

const record = (changes: Partial<DecisionRecord>): DecisionRecord =>
  ({
    fault: null,
    suppressed: null,
    parameters: {},
    durationMs: 3,
    ...changes,
  }) as DecisionRecord;

const latency: FaultSpec = {
  kind: 'latency',
  weight: 1,
  delay: { distribution: 'constant', ms: 500 },
  capMs: 60_000,
};
const hang: FaultSpec = { kind: 'hang', weight: 1, capMs: 60_000 };

describe('the duration of a run in lab time', () => {
  it('is the real time where nothing waits, whatever the time scale', () => {
    expect(labDurationMs({ realMs: 8, waitMs: 0 }, [record({})], 1000)).toBe(8);
  });

  it('is the real time at time scale 1, waits and delays included', () => {
    const delayed = record({ fault: latency, parameters: { delayMs: 500 } });
    expect(labDurationMs({ realMs: 2600, waitMs: 2000 }, [delayed], 1)).toBe(2600);
  });

  it('has waits, delays and modelled queues at their full length', () => {
    const records = [
      record({ fault: latency, parameters: { delayMs: 500 } }),
      record({ parameters: { holdMs: 100 } }),
    ];
    // 26 ms of 2,600 passed for real, the rest at a hundredth.
    expect(labDurationMs({ realMs: 8 + 26, waitMs: 2000 }, records, 100)).toBeCloseTo(8 + 2600, 6);
  });

  it('has a hang as long as the client put up with it', () => {
    const held = record({ fault: hang, durationMs: 20 });
    expect(labDurationMs({ realMs: 25, waitMs: 0 }, [held], 100)).toBeCloseTo(5 + 2000, 6);
  });

  it('leaves out a fault that did not go out', () => {
    const kept = record({ fault: hang, durationMs: 20, suppressed: 'client-gone' });
    expect(labDurationMs({ realMs: 25, waitMs: 0 }, [kept], 100)).toBe(25);
  });
});
