import type { RunRow, Verdict } from '@chaos-lab/contracts';
import { describe, expect, it } from 'vitest';
import { FaultMap } from './fault-map.ts';
import { LatencyPairs } from './latency-pairs.ts';
import { TellingSessions } from './telling-sessions.ts';
import { WorstRuns } from './worst-runs.ts';

const row = (arm: string, verdict: Verdict, part: Partial<RunRow> = {}): RunRow =>
  ({
    arm,
    verdict,
    session: `s-${part.pair ?? 0}`,
    run_id: `s-${part.pair ?? 0}@${arm}`,
    pair: 0,
    failure_rate: 0.2,
    inconsistencies_count: 0,
    upstream_calls: 4,
    faults_injected: 1,
    duration_ms: 100,
    ...part,
  }) as RunRow;

describe('the worst runs', () => {
  it('are those that left most wrong, then those that failed at the lowest rate', () => {
    const worst = new WorstRuns(['a'], 3);
    worst.add([row('a', 'correct_failure', { pair: 1, failure_rate: 0.3 })]);
    worst.add([row('a', 'verified_success', { pair: 2 })]);
    worst.add([row('a', 'correct_failure', { pair: 3, failure_rate: 0.1 })]);
    worst.add([row('a', 'corrupted', { pair: 4, inconsistencies_count: 1 })]);
    worst.add([row('a', 'corrupted', { pair: 5, inconsistencies_count: 2 })]);
    worst.add([row('a', 'false_failure', { pair: 6 })]);
    expect(worst.runs().map((run) => run.pair)).toEqual([5, 4, 6]);
  });

  it('are at most so many an arm, and none of an arm that always succeeded', () => {
    const worst = new WorstRuns(['a', 'b'], 2);
    for (let pair = 0; pair < 500; pair += 1) {
      worst.add([row('a', 'corrupted', { pair }), row('b', 'verified_success', { pair })]);
    }
    expect(worst.runs().map((run) => run.run_id)).toEqual(['s-0@a', 's-1@a']);
  });
});

describe('the sessions that are drawn', () => {
  it('are those in which arms part furthest, each session once', () => {
    const sessions = new TellingSessions(['a', 'b'], 2);
    const add = (pair: number, first: Verdict, second: Verdict, rate = 0.2): void =>
      sessions.add([
        row('b', second, { pair, failure_rate: rate }),
        row('a', first, { pair, failure_rate: rate }),
      ]);
    add(1, 'verified_success', 'verified_success');
    add(2, 'correct_failure', 'verified_success');
    add(3, 'corrupted', 'verified_success');
    add(3, 'corrupted', 'verified_success', 0.3);
    expect(sessions.sessions().map((one) => `${one.session} ${one.rate}`)).toEqual([
      's-3 0.3',
      's-2 0.2',
    ]);
    expect(sessions.sessions()[0]?.runs.map((run) => run.arm)).toEqual(['a', 'b']);
  });

  it('hold one in which the last arm did worse, where there is any', () => {
    const sessions = new TellingSessions(['a', 'b'], 1);
    sessions.add([row('a', 'corrupted', { pair: 1 }), row('b', 'verified_success', { pair: 1 })]);
    sessions.add([row('a', 'verified_success', { pair: 2 }), row('b', 'corrupted', { pair: 2 })]);
    expect(sessions.sessions().map((one) => one.session)).toEqual(['s-1', 's-2']);
  });

  it('leave out sessions without a fault', () => {
    const sessions = new TellingSessions(['a'], 3);
    sessions.add([row('a', 'corrupted', { faults_injected: 0 })]);
    expect(sessions.sessions()).toEqual([]);
  });
});

describe('the map of faults', () => {
  it('counts every run once, in bins that cover all pairs', () => {
    const map = new FaultMap([0.2], 100, 7);
    for (let pair = 0; pair < 100; pair += 1) map.add([row('a', 'verified_success', { pair })]);
    const bins = map.bins();
    expect(bins).toHaveLength(7);
    expect(bins.reduce((sum, bin) => sum + bin.calls, 0)).toBe(400);
    expect(bins.map((bin) => bin.to).slice(0, -1)).toEqual(bins.slice(1).map((bin) => bin.from));
    expect([bins[0]?.from, bins.at(-1)?.to]).toEqual([0, 100]);
    for (const bin of bins) expect(bin.calls).toBe(4 * (bin.to - bin.from));
  });
});

describe('times that are compared', () => {
  it('are those of sessions in which both arms succeeded, at most so many', () => {
    const pairs = new LatencyPairs({ candidate: 'b', reference: 'a' }, [0.2], {
      capacity: 10,
      seed: 1,
    });
    for (let pair = 0; pair < 100; pair += 1) {
      pairs.add([
        row('a', 'verified_success', { pair, duration_ms: 1 }),
        row('b', pair % 2 === 0 ? 'verified_success' : 'correct_failure', { pair, duration_ms: 2 }),
      ]);
    }
    const { pairs: sampled, of } = pairs.at(0.2);
    expect(of).toBe(50);
    expect(sampled).toEqual(Array.from({ length: 10 }, () => ({ a: 1, b: 2 })));
  });
});
