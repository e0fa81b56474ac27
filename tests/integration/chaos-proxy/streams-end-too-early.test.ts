import { describe, expect, test } from 'vitest';
import { meetStream } from '../../support/meet-stream.ts';
import { STREAM_NAMES, STREAMS, streaming } from '../../support/model-streams.ts';

const anthropic = STREAMS.anthropic;
const all = anthropic.join('');

describe('sse-cut', () => {
  test.each([
    ['clean', 'fin', true],
    ['fin', 'fin', false],
    ['rst', 'rst', false],
  ] as const)('between two events, ended by %s', async (end, ended, isWhole) => {
    const met = await meetStream({ kind: 'sse-cut', afterEvents: 3, end }, streaming(anthropic));
    expect(met).toMatchObject({ ended, isWhole, body: anthropic.slice(0, 3).join('') });
    expect(met.outcome).toMatchObject({ end: 'injected', status: 200, upstreamStatus: 200 });
  });

  test('behind two events unless it is told where', async () => {
    const met = await meetStream({ kind: 'sse-cut' }, streaming(anthropic));
    expect(met).toMatchObject({ isWhole: true, body: anthropic.slice(0, 2).join('') });
  });

  test('before the first event', async () => {
    const met = await meetStream({ kind: 'sse-cut', afterEvents: 0 }, streaming(anthropic));
    expect(met).toMatchObject({ isWhole: true, body: '' });
    expect(met.head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  test('an event without data is none', async () => {
    const pieces = [': hello\n\n', 'data: 1\n\n', ': ping\n\n', 'data: 2\n\n', 'data: 3\n\n'];
    const met = await meetStream({ kind: 'sse-cut', afterEvents: 2 }, streaming(pieces));
    expect(met.body).toBe(pieces.slice(0, 4).join(''));
  });

  test.each([
    ['clean', true],
    ['fin', false],
  ])('at a byte, wherever it is, ended by %s', async (end, isWhole) => {
    const met = await meetStream({ kind: 'sse-cut', afterBytes: 25, end }, streaming(anthropic));
    expect(met).toMatchObject({ isWhole, body: all.slice(0, 25) });
  });

  test.each(STREAM_NAMES)(
    'inside a text of %s: a whole event with half of the piece',
    async (name) => {
      const pieces = STREAMS[name];
      const met = await meetStream(
        { kind: 'sse-cut', at: 'text', afterEvents: 1 },
        streaming(pieces),
      );
      const hit = pieces.findIndex((piece) => piece.includes('" a pet."'));
      expect(met.body).toBe(
        pieces.slice(0, hit).join('') + pieces[hit]?.replace('" a pet."', '" a "'),
      );
      expect(met.isWhole).toBe(true);
    },
  );

  test.each(['anthropic', 'openai-chat', 'openai-responses'] as const)(
    'inside tool arguments of %s',
    async (name) => {
      const pieces = STREAMS[name];
      const met = await meetStream({ kind: 'sse-cut', at: 'tool-arguments' }, streaming(pieces));
      const hit = pieces.findIndex((piece) => piece.includes(String.raw`"{\"petId\""`));
      const half = pieces[hit]?.replace(String.raw`"{\"petId\""`, String.raw`"{\"pe"`);
      expect(met.body).toBe(pieces.slice(0, hit).join('') + half);
    },
  );

  test('inside tool arguments that are no text: half of the bytes of the event', async () => {
    const pieces = STREAMS.gemini;
    const met = await meetStream({ kind: 'sse-cut', at: 'tool-arguments' }, streaming(pieces));
    const third = pieces[2] ?? '';
    expect(met.body).toBe(
      pieces.slice(0, 2).join('') + third.slice(0, Math.floor(third.length / 2)),
    );
  });

  test.each([
    ['no-fitting-change', { kind: 'sse-cut', afterEvents: 99 }, 'text/event-stream', 200],
    ['no-stream', { kind: 'sse-cut' }, 'application/json', 200],
    ['phase-impossible', { kind: 'sse-cut' }, 'text/event-stream', 503],
  ] as const)('is suppressed as %s', async (suppressed, fault, type, status) => {
    const met = await meetStream(fault, (_request, response) => {
      response.writeHead(status, { 'Content-Type': type }).end(all);
    });
    expect(met.outcome).toMatchObject({ end: 'complete', suppressed, status });
  });
});

describe('sse-error', () => {
  test.each([
    ['anthropic', 'event: error\ndata: {"type":"error","error":{"type":"overloaded_error"'],
    ['openai-chat', 'data: {"error":{"message":"The server is overloaded'],
    ['openai-responses', 'event: error\ndata: {"type":"error","code":"server_is_overloaded"'],
    ['gemini', 'data: {"error":{"code":503,'],
  ] as const)('speaks as %s does, after the events before it', async (name, start) => {
    const pieces = STREAMS[name];
    const met = await meetStream({ kind: 'sse-error', afterEvents: 2 }, streaming(pieces));
    const before = pieces.slice(0, 2).join('');
    expect(met.body.startsWith(before + start)).toBe(true);
    expect(met.body.slice(before.length).match(/\n\n/g)).toHaveLength(1);
    expect(met.isWhole).toBe(true);
  });

  test('can come in place of the first event, and be one of the scenario', async () => {
    const first = await meetStream({ kind: 'sse-error', afterEvents: 0 }, streaming(anthropic));
    expect(first.body).toMatch(/^event: error\ndata: \{"type":"error"[^\n]*\n\n$/);
    const fault = { kind: 'sse-error', event: 'oops', data: { a: 1 }, end: 'rst' } as const;
    const own = await meetStream(fault, streaming(['data: 1\n\n', 'data: 2\n\n', 'data: 3\n\n']));
    expect(own).toMatchObject({
      body: 'data: 1\n\ndata: 2\n\nevent: oops\ndata: {"a":1}\n\n',
      ended: 'rst',
      isWhole: false,
    });
  });
});

describe('sse-stall', () => {
  test('falls silent behind its events and ends by FIN at its cap', async () => {
    const start = performance.now();
    const met = await meetStream(
      { kind: 'sse-stall', afterEvents: 3, capMs: 60 },
      streaming(anthropic),
    );
    expect(performance.now() - start).toBeGreaterThan(55);
    expect(met).toMatchObject({
      isWhole: false,
      ended: 'fin',
      body: anthropic.slice(0, 3).join(''),
    });
    expect(met.outcome?.end).toBe('injected');
  });

  test.each([
    ['anthropic', 'event: ping\ndata: {"type": "ping"}\n\n'],
    ['openai-chat', ': ping\n\n'],
  ] as const)('with the pings of %s', async (name, ping) => {
    const fault = { kind: 'sse-stall', pings: true, pingEveryMs: 20, capMs: 70 } as const;
    const met = await meetStream(fault, streaming(STREAMS[name]));
    expect(met.body).toBe(STREAMS[name].slice(0, 2).join('') + ping.repeat(3));
  });

  test('at a byte', async () => {
    const met = await meetStream(
      { kind: 'sse-stall', afterBytes: 9, capMs: 20 },
      streaming(anthropic),
    );
    expect(met.body).toBe(all.slice(0, 9));
  });
});

describe('the older cuts know streams', () => {
  test.each([[['data: 1234567890\n\n']], [Array.from('data: 1234567890\n\n')]])(
    'truncate counts bytes of the body, not of its first piece',
    async (pieces) => {
      const fault = { kind: 'truncate', afterBytes: 9 } as const;
      const met = await meetStream(fault, streaming([...pieces, 'data: 2\n\n']));
      expect(met).toMatchObject({ isWhole: false, body: 'data: 123', ended: 'fin' });
    },
  );

  test('truncate takes a share of a kilobyte of a stream, and never lets one be whole', async () => {
    const long = ['data: x\n\n'.repeat(1_000)];
    const met = await meetStream({ kind: 'truncate', fraction: 0.25 }, streaming(long));
    expect(met.body.length).toBe(256);
    const short = await meetStream({ kind: 'truncate', fraction: 0.9 }, streaming(['data: 1\n\n']));
    expect(short).toMatchObject({ isWhole: false, body: 'data: 1\n\n' });
  });

  test('truncate and stall take events', async () => {
    const cut = await meetStream({ kind: 'truncate', afterEvents: 2 }, streaming(anthropic));
    expect(cut).toMatchObject({ isWhole: false, body: anthropic.slice(0, 2).join('') });
    const stalled = await meetStream(
      { kind: 'stall', afterEvents: 1, capMs: 20 },
      streaming(anthropic),
    );
    expect(stalled).toMatchObject({ isWhole: false, body: anthropic[0] });
  });
});
