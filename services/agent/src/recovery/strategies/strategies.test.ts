import { type ConfigOf, entrySchema } from '@chaos-lab/contracts';
import { describe, expect, test } from 'vitest';
import { statusFailure, transportFailure } from '../../calls/failure/classify.ts';
import type { ActingName } from '../playbook/acting-entry.ts';
import { STRATEGY, strategyOf } from './index.ts';
import type { Move, Situation } from './strategy.ts';
import { situation } from './test-situation.ts';

/** What a strategy does, with its configuration completed by the schema. */
function next(strategy: ActingName, config: object, different: Partial<Situation> = {}): Move {
  const entry = entrySchema.parse({ strategy, config });
  return strategyOf(strategy).next(entry.config as ConfigOf<ActingName>, situation(different));
}

const asked = (seconds: string) => statusFailure(429, { 'retry-after': seconds }, 0);
const write = { safe: false, keySent: false } as const;

describe('giving up', () => {
  test('fail_fast and escalate_to_human differ in who decides', () => {
    expect(next('fail_fast', {})).toMatchObject({ type: 'stop', escalate: false });
    expect(next('escalate_to_human', { note: 'look' })).toEqual({
      type: 'stop',
      escalate: true,
      why: 'look',
    });
  });

  test.each(Object.keys(STRATEGY) as ActingName[])('%s gives up after max_retries', (name) => {
    const needs = name === 'timeout_override' ? { timeout: 1 } : { max_retries: 2 };
    const config = name === 'fallback_static' ? { value: 1 } : needs;
    const parsed = entrySchema.safeParse({ strategy: name, config: { ...config, max_retries: 2 } });
    if (!parsed.success || name === 'compensate') return;
    const done = strategyOf(name).next(
      parsed.data.config as ConfigOf<ActingName>,
      situation({ retries: 2 }),
    );
    expect(done.type).toBe('stop');
  });
});

describe('waiting', () => {
  test('retry_immediately does not', () => {
    expect(next('retry_immediately', {})).toEqual({ type: 'retry', waitMs: 0 });
  });

  test('wait_and_retry and retry_fixed wait as told', () => {
    expect(next('wait_and_retry', { wait_seconds: 5 })).toEqual({ type: 'retry', waitMs: 5_000 });
    expect(next('retry_fixed', { delay: 2 })).toEqual({ type: 'retry', waitMs: 2_000 });
    expect(next('retry_fixed', { delay: 2, jitter: 'full' })).toMatchObject({ waitMs: 1_000 });
  });

  test('retry_linear_backoff waits delay times attempt, plus jitter', () => {
    expect(next('retry_linear_backoff', { delay: 2 }, { retries: 1 })).toMatchObject({
      waitMs: 5_000,
    });
    expect(
      next('retry_linear_backoff', { delay: 2, cap: 3, jitter: 'none' }, { retries: 2 }),
    ).toMatchObject({ waitMs: 3_000 });
  });

  test('retry_exponential_backoff doubles, plus up to half', () => {
    expect(next('retry_exponential_backoff', { base_delay: 2 }, { retries: 1 })).toMatchObject({
      waitMs: 5_000,
    });
  });

  test('timeout_override gives the next call its own limit', () => {
    expect(next('timeout_override', { timeout: 30 })).toEqual({
      type: 'retry',
      waitMs: 0,
      timeoutMs: 30_000,
    });
  });
});

describe('honor_retry_after', () => {
  test('waits as long as asked, and never less', () => {
    expect(next('honor_retry_after', {}, { failure: asked('7') })).toMatchObject({ waitMs: 7_000 });
    expect(
      next('honor_retry_after', { jitter: 'additive' }, { failure: asked('7') }),
    ).toMatchObject({ waitMs: 8_750 });
  });

  test('does not hammer a server that asks for no wait, for ever', () => {
    const waits = [0, 1, 2, 9].map((retries) =>
      next('honor_retry_after', { max_retries: 10 }, { failure: asked('0'), retries }),
    );
    expect(waits).toMatchObject([
      { waitMs: 100 },
      { waitMs: 200 },
      { waitMs: 400 },
      { waitMs: 51_200 },
    ]);
  });

  test('does not wait for an hour', () => {
    const move = next('honor_retry_after', { cap: 60 }, { failure: asked('3600') });
    expect(move).toMatchObject({ type: 'stop', why: expect.stringContaining('3600 s') as string });
  });

  test('has a wait of its own where the server asks for none', () => {
    expect(next('honor_retry_after', { fallback_delay: 3 })).toMatchObject({ waitMs: 3_000 });
  });
});

describe('writes', () => {
  test('hedge sends a second copy only where two cannot do harm', () => {
    expect(next('hedge', { after: 2 })).toMatchObject({ type: 'retry', hedgeAfterMs: 2_000 });
    expect(next('hedge', {}, { safe: false, keySent: true }).type).toBe('retry');
    expect(next('hedge', {}, write).type).toBe('stop');
  });

  test('idempotent_retry needs the key to have been there from the start', () => {
    expect(next('idempotent_retry', {}, { safe: false, keySent: true }).type).toBe('retry');
    expect(next('idempotent_retry', {}, write)).toMatchObject({ type: 'stop', escalate: true });
  });

  test('verify_then_retry reads back only what may have had an effect', () => {
    const verifiable = { ...write, verifiable: true };
    expect(next('verify_then_retry', {}, verifiable).type).toBe('verify');
    expect(next('verify_then_retry', {}, { ...verifiable, failure: asked('1') }).type).toBe(
      'retry',
    );
    expect(next('verify_then_retry', {}).type).toBe('retry');
    expect(next('verify_then_retry', {}, write)).toMatchObject({ type: 'stop', escalate: true });
  });

  test('a write never gets a made-up or an old answer', () => {
    expect(next('fallback_static', { value: { id: 1 } }, write).type).toBe('stop');
    expect(next('fallback_stale', {}, { ...write, lastGood: () => ({ value: 1 }) }).type).toBe(
      'stop',
    );
  });
});

describe('reads', () => {
  test('fall back on what the playbook or the last good answer says', () => {
    expect(next('fallback_static', { value: { available: 1 } })).toEqual({
      type: 'answer',
      value: { available: 1 },
    });
    expect(next('fallback_stale', {}, { lastGood: () => ({ value: [7] }) })).toEqual({
      type: 'answer',
      value: [7],
    });
    expect(next('fallback_stale', {}).type).toBe('stop');
  });
});

describe('wait_half_open', () => {
  const open = { failure: transportFailure('breaker_open', 'open'), breakerOpenMs: 3_000 };

  test('waits until the breaker lets a trial through', () => {
    expect(next('wait_half_open', {}, open)).toEqual({ type: 'await_breaker', waitMs: 3_000 });
  });

  test('gives up where the breaker stays open too long or too often, or is not open', () => {
    expect(next('wait_half_open', { cap: 2 }, open).type).toBe('stop');
    expect(next('wait_half_open', { max_waits: 2 }, { ...open, breakerWaits: 2 }).type).toBe(
      'stop',
    );
    expect(next('wait_half_open', {}).type).toBe('stop');
  });
});
