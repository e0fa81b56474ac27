import { describe, expect, it } from 'vitest';
import { call, testEngine } from '../testing/test-engine.ts';

const asking = (fault: string) => ({ headers: { 'chaos-fault-request': fault } });

describe('a request that asks for its own fault', () => {
  const engine = testEngine({
    rules: [],
    requestedFaults: { kinds: ['http-error', 'latency', 'hang'], maxDelayMs: 300 },
  });

  it('gets it where the scenario allows the kind', () => {
    const { injection, record } = call(engine, asking('http-503@after'));
    expect(injection).toMatchObject({ kind: 'http-error', phase: 'after', spec: { status: 503 } });
    expect(record).toMatchObject({ source: 'request', rule: null });
  });

  it('never waits longer than the scenario allows', () => {
    expect(call(engine, asking('hang')).injection?.spec).toMatchObject({ capMs: 300 });
    const { parameters } = call(engine, asking('latency-90000')).injection ?? {};
    expect(parameters).toMatchObject({ delayMs: 300 });
  });

  it.each([
    ['reset', 'reset is not allowed'],
    ['nonsense', 'no fault of that name'],
  ])('is refused %s, and the record says why', (fault, reason) => {
    const { injection, record } = call(engine, asking(fault));
    expect(injection).toBeNull();
    expect(record.parameters).toEqual({ requestRefused: reason });
  });

  it('is not heard where the scenario does not opt in', () => {
    const closed = testEngine({ rules: [] });
    const { injection, record } = call(closed, asking('http-503'));
    expect(injection).toBeNull();
    expect(record.parameters).toEqual({});
  });
});
