import { createRegistry } from '@chaos-lab/service-kit';
import { describe, expect, it } from 'vitest';
import { registerMetrics } from './metrics.ts';
import { factsOf, testEngine } from './testing/test-engine.ts';

describe('the metrics', () => {
  it('are what was counted, read when somebody asks', async () => {
    const engine = testEngine({ rules: [{ rate: 0.5, faults: [{ kind: 'hang' }] }] });
    const registry = createRegistry('chaos-proxy');
    let held = 0;
    registerMetrics(registry, {
      counters: engine.counters,
      sessions: () => engine.sessions.size,
      evictions: () => engine.sessions.evictions,
      held: () => held,
    });
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    for (let index = 0; index < 100; index += 1) {
      const ruling = engine.decide(factsOf({ session: `s-${index}`, traceparent }));
      engine.clock.now += 3;
      const end = ruling.injection === null ? 'complete' : 'upstream-reset';
      ruling.settle({ end, status: 200, upstreamStatus: 200, upstreamMs: 2 });
    }
    held = 4;
    const text = await registry.metrics();
    const value = (line: string) => Number(new RegExp(`^${line}\\S* (\\S+)`, 'm').exec(text)?.[1]);
    const faults = engine.settled.filter(({ fault }) => fault !== null).length;
    expect(value('chaos_proxy_faults_total{kind="hang",phase="before"')).toBe(faults);
    expect(value('chaos_proxy_faults_total{kind="reset",phase="after"')).toBe(0);
    expect(value('chaos_proxy_expected_faults_total')).toBe(50);
    expect(value('chaos_proxy_upstream_failures_total{reason="reset"')).toBe(faults);
    expect(value('chaos_proxy_sessions')).toBe(100);
    expect(value('chaos_proxy_held_connections')).toBe(4);
    expect(value('chaos_proxy_request_duration_seconds_bucket{le="0.0025"')).toBe(0);
    expect(value('chaos_proxy_request_duration_seconds_bucket{le="0.005"')).toBe(100);
    expect(value('chaos_proxy_request_duration_seconds_count')).toBe(100);
    expect(value('chaos_proxy_request_duration_seconds_sum')).toBeCloseTo(0.3, 9);
    expect(text).toContain(`# {trace_id="${'a'.repeat(32)}"} 0.003`);
  });

  it('expect no fault of a token bucket that has tokens', () => {
    const engine = testEngine({
      rules: [{ faults: [{ kind: 'rate-limit', limit: 3, refillPerS: 1 }] }],
    });
    for (let index = 0; index < 5; index += 1) engine.decide(factsOf());
    expect(engine.counters.expectedFaults).toBe(2);
  });
});
