import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { opened } from '../../support/opened.ts';
import { meetStream } from '../../support/meet-stream.ts';
import { STREAMS, streaming } from '../../support/model-streams.ts';
import { startUpstream } from '../../support/upstream.ts';
import { until } from '../../support/until.ts';
import { startWireProxy, WAYS } from '../../support/wire-proxy.ts';
import net from 'node:net';

const keep = opened();
const CUT = { kind: 'sse-cut', afterEvents: 2 } as const;

describe('a stream of events', () => {
  test.each([
    ['CR alone', 'data: 1\r\rdata: 2\r\rdata: 3\r\r', 'data: 1\r\rdata: 2\r\r'],
    ['CRLF', 'data: 1\r\n\r\ndata: 2\r\n\r\ndata: 3\r\n\r\n', 'data: 1\r\n\r\ndata: 2\r\n\r\n'],
    ['a BOM', '\uFEFFdata: 1\n\ndata: 2\n\ndata: 3\n\n', '\uFEFFdata: 1\n\ndata: 2\n\n'],
    ['comments', ': a\n\ndata: 1\n: b\n\ndata: 2\n\n: c\n\n', ': a\n\ndata: 1\n: b\n\ndata: 2\n\n'],
    ['several lines', 'data: 1\ndata: 2\n\ndata\n\ndata: 3\n\n', 'data: 1\ndata: 2\n\ndata\n\n'],
  ])('with %s is cut between events', async (_name, sent, expected) => {
    for (const pieces of [[sent], Array.from(sent)]) {
      const met = await meetStream(CUT, streaming(pieces));
      expect(met).toMatchObject({ body: expected, isWhole: true });
    }
  });

  test('without a line end has no event, and comes whole', async () => {
    const met = await meetStream(CUT, streaming(['data: 1', ' and more']));
    expect(met).toMatchObject({ body: 'data: 1 and more', isWhole: true });
    expect(met.outcome?.suppressed).toBe('no-fitting-change');
  });

  test('with broken UTF-8 keeps its bytes', async () => {
    const bytes = Buffer.from([...Buffer.from('data: '), 0xff, 0xc3, 0x28, 0x0a, 0x0a]);
    const met = await meetStream(CUT, streaming([bytes, bytes, bytes]));
    expect(Buffer.from(met.rawBody, 'latin1').includes(bytes)).toBe(true);
    expect(met.rawBody.match(/data: /g)).toHaveLength(2);
  });

  test.each(['text/event-stream', 'Text/Event-Stream ;charset="utf-8"', 'text/event-stream;x=y'])(
    'is known by the type %s',
    async (type) => {
      const met = await meetStream(CUT, streaming(STREAMS.anthropic, { 'Content-Type': type }));
      expect(met.body).toBe(STREAMS.anthropic.slice(0, 2).join(''));
    },
  );

  test.each([
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ] as const)('under %s is cut behind its encoding', async (encoding, compress) => {
    const bytes = compress(STREAMS.anthropic.join(''));
    const pieces = [bytes.subarray(0, 50), bytes.subarray(50)];
    const met = await meetStream(CUT, streaming(pieces, { 'Content-Encoding': encoding }));
    expect(met).toMatchObject({ body: STREAMS.anthropic.slice(0, 2).join(''), isWhole: true });
    expect(met.head).not.toMatch(/content-encoding/i);
  });

  test('under a broken encoding breaks', async () => {
    const bytes = gzipSync(STREAMS.anthropic.join(''));
    bytes.fill(0, 20, 60);
    const met = await meetStream(CUT, streaming([bytes], { 'Content-Encoding': 'gzip' }));
    expect(met.isWhole).toBe(false);
    expect(met.outcome?.end).toBe('upstream-invalid');
  });

  test('with an event of 10 MB gets through whole, and is cut behind it', async () => {
    const big = `data: ${'x'.repeat(10 * 1024 * 1024)}\n\n`;
    const pieces = ['data: 1\n\n', big, 'data: 3\n\n'];
    const met = await meetStream(CUT, streaming(pieces));
    expect(met.isWhole).toBe(true);
    expect(met.body === `data: 1\n\n${big}`).toBe(true);
  });
});

test.each(WAYS)('an untouched stream comes byte by byte as it is: $front, $lanes', async (way) => {
  const sent: string[] = [];
  let next: (() => void) | undefined;
  const upstream = keep(
    await startUpstream((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      next = () => void response.write(sent.at(-1));
      response.flushHeaders();
    }),
  );
  const proxy = keep(await startWireProxy({ target: upstream.url, ...way }));
  const answer = await fetch(proxy.url);
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  for (const piece of ['data: 1\r', '\n\r\n', ': ping\n\n', 'data']) {
    sent.push(piece);
    next?.();
    const { value } = await reader.read();
    expect(Buffer.from(value ?? []).toString()).toBe(piece);
  }
  await reader.cancel();
});

test.each([
  ['no fault', null],
  ['a fault that reads events', { kind: 'sse-cut', afterEvents: 1e9 }],
  ['a pace', { kind: 'tokens-per-second', tokensPerS: 1e9 }],
] as const)('a client that stops reading stops the upstream: %s', async (_name, fault) => {
  const piece = `data: ${'x'.repeat(8_000)}\n\n`;
  let written = 0;
  let stopped = false;
  const upstream = keep(
    await startUpstream((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      const send = (): void => {
        stopped = false;
        while (!response.destroyed && response.write(piece)) written += piece.length;
        stopped = true;
      };
      response.on('drain', send);
      send();
    }),
  );
  const proxy = keep(await startWireProxy({ target: upstream.url, ...(fault && { fault }) }));
  const socket = net.connect(proxy.port, '127.0.0.1');
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await new Promise((resolve) => socket.once('data', resolve));
  socket.pause();
  let before = -1;
  let quiet = 0;
  // Full buffers on the way take some megabytes; from then on nothing is written.
  await until('the upstream to stop', () => {
    quiet = stopped && before === written ? quiet + 1 : 0;
    before = written;
    return quiet > 20;
  });
  expect(written).toBeLessThan(64 * 1024 * 1024);
  const held = written;
  socket.resume();
  await until('the upstream to go on', () => written > held + 1024 * 1024);
  socket.destroy();
});
