import { afterEach, describe, expect, test } from 'vitest';
import { bodyOf, rawExchange, request } from '../support/raw-client.ts';
import { startUpstream } from '../support/upstream.ts';
import { type FaultInput, startWireProxy } from '../support/wire-proxy.ts';

const open: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function meet(fault: FaultInput) {
  const upstream = await startUpstream();
  const proxy = await startWireProxy({ target: upstream.url, fault });
  open.push(proxy, upstream);
  const post = request(
    'POST /order HTTP/1.1',
    ['Content-Length: 7', 'Connection: close'],
    '{"a":1}',
  );
  const result = await rawExchange(proxy.port, post);
  await expect.poll(() => proxy.outcomes.length).toBe(1);
  expect(proxy.errors).toEqual([]);
  return { ...result, upstream, outcome: proxy.outcomes[0] };
}

describe.each(['before', 'after'] as const)('in phase %s', (phase) => {
  const reached = phase === 'before' ? 0 : 1;
  const upstreamStatus = phase === 'before' ? null : 200;

  test('http-error is a complete response', async () => {
    const { text, ended, upstream, outcome } = await meet({
      kind: 'http-error',
      phase,
      status: 503,
      retryAfter: { seconds: 1.2 },
    });
    expect(text).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\n/);
    expect(text).toMatch(/\r\nRetry-After: 2\r\n/);
    expect(JSON.parse(bodyOf(text))).toEqual({
      type: 'about:blank',
      title: 'Service Unavailable',
      status: 503,
    });
    expect(ended).toBe('fin');
    expect(upstream.seen).toHaveLength(reached);
    expect(outcome).toMatchObject({ end: 'injected', status: 503, upstreamStatus });
  });

  test('reset is RST and not one byte', async () => {
    const { bytes, ended, upstream, outcome } = await meet({ kind: 'reset', phase });
    expect(bytes).toHaveLength(0);
    expect(ended).toBe('rst');
    expect(upstream.seen).toHaveLength(reached);
    expect(outcome).toMatchObject({ end: 'injected', status: null, upstreamStatus });
  });

  test('close is FIN and not one byte', async () => {
    const { bytes, ended, upstream, outcome } = await meet({ kind: 'close', phase });
    expect(bytes).toHaveLength(0);
    expect(ended).toBe('fin');
    expect(upstream.seen).toHaveLength(reached);
    expect(outcome).toMatchObject({ end: 'injected', status: null, upstreamStatus });
  });

  test('hang says nothing until its cap, then FIN', async () => {
    const start = performance.now();
    const { bytes, ended, upstream, outcome } = await meet({ kind: 'hang', phase, capMs: 60 });
    expect(bytes).toHaveLength(0);
    expect(ended).toBe('fin');
    expect(performance.now() - start).toBeGreaterThan(55);
    expect(upstream.seen).toHaveLength(reached);
    expect(outcome).toMatchObject({ end: 'injected', upstreamStatus });
  });

  test('latency gives the real answer, late', async () => {
    const start = performance.now();
    const delay = { distribution: 'constant', ms: 60 };
    const { text, outcome } = await meet({ kind: 'latency', phase, delay });
    expect(performance.now() - start).toBeGreaterThan(55);
    expect(bodyOf(text)).toBe('{"id":7,"name":"rex"}');
    expect(outcome).toMatchObject({ end: 'complete', status: 200, upstreamStatus: 200 });
  });

  test('html-error is a page', async () => {
    const { text, upstream } = await meet({ kind: 'html-error', phase });
    expect(text).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\nContent-Type: text\/html/);
    expect(bodyOf(text)).toContain('<h1>502 Bad Gateway</h1>');
    expect(upstream.seen).toHaveLength(reached);
  });

  test('empty-body is a 200 without a body', async () => {
    const { text } = await meet({ kind: 'empty-body', phase });
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*Content-Length: 0\r\n/);
    expect(bodyOf(text)).toBe('');
  });

  test('error-in-200 is a 200 with an error object', async () => {
    const { text } = await meet({ kind: 'error-in-200', phase });
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(JSON.parse(bodyOf(text))).toHaveProperty('error.code');
  });
});
