import { createServer } from 'node:https';
import { readFile } from 'node:fs/promises';
import { addressOf, listen } from '@chaos-lab/service-kit';
import { describe, expect, test } from 'vitest';
import { targetOf } from '../../services/chaos-proxy/src/upstream/index.ts';
import { opened } from '../support/opened.ts';
import { bodyOf, rawExchange, request } from '../support/raw-client.ts';
import { type RawUpstream, startRawUpstream } from '../support/raw-upstream.ts';
import { startUpstream, stop } from '../support/upstream.ts';
import { startWireProxy, WAYS, type WireOptions } from '../support/wire-proxy.ts';

const keep = opened();
const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n';

describe.each(WAYS)('front: $front, lanes: $lanes', (way) => {
  async function ask(target: WireOptions['target'], line = 'GET / HTTP/1.1') {
    const proxy = keep(await startWireProxy({ target, ...way }));
    const result = await rawExchange(proxy.port, request(line, ['Connection: close']));
    await expect.poll(() => proxy.outcomes.length).toBe(1);
    return { ...result, outcome: proxy.outcomes[0] };
  }

  function expectProblem(text: string, status: number, code: string): void {
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(JSON.parse(bodyOf(text))).toMatchObject({
      type: `urn:chaos-lab:problem:${code}`,
      status,
    });
    expect(bodyOf(text)).toContain('the upstream failed');
  }

  test('a refused connection', async () => {
    const gone = await startUpstream();
    await gone.close();
    const { text, outcome } = await ask(gone.url);
    expectProblem(text, 502, 'upstream-refused');
    expect(outcome).toMatchObject({ end: 'upstream-refused', status: 502, upstreamStatus: null });
  });

  test('a name that does not resolve', async () => {
    const { text, outcome } = await ask('http://no-such-name.invalid:80');
    expectProblem(text, 502, 'upstream-unresolvable');
    expect(outcome?.end).toBe('upstream-unresolvable');
  });

  test.each([
    ['a reset', (socket: { resetAndDestroy: () => unknown }) => void socket.resetAndDestroy()],
    ['a close without an answer', (socket: { end: () => unknown }) => void socket.end()],
  ])('%s', async (_name, breakOff) => {
    const upstream = keep(await startRawUpstream(breakOff));
    const { text, outcome } = await ask(upstream.url);
    expectProblem(text, 502, 'upstream-reset');
    expect(outcome?.end).toBe('upstream-reset');
    expect(upstream.received).toHaveLength(1);
  });

  test('bytes that are no HTTP', async () => {
    const upstream = keep(await startRawUpstream((socket) => socket.end('SSH-2.0-x\r\n\r\n')));
    const { text, outcome } = await ask(upstream.url);
    expectProblem(text, 502, 'upstream-invalid');
    expect(outcome?.end).toBe('upstream-invalid');
  });

  test.each([
    [
      'a switch of protocols that nobody asked for',
      '101 Switching Protocols',
      'Upgrade: x\r\nConnection: upgrade',
    ],
    ['two lengths', '200 OK', 'Content-Length: 2\r\nContent-Length: 3'],
    ['a length beside chunks', '200 OK', 'Content-Length: 2\r\nTransfer-Encoding: chunked'],
  ])('%s is no valid HTTP, and no broken connection', async (_name, status, fields) => {
    const upstream = keep(
      await startRawUpstream((socket) => {
        socket.write(`HTTP/1.1 ${status}\r\n${fields}\r\n\r\n2\r\nok\r\n0\r\n\r\n`);
      }),
    );
    const { text, outcome } = await ask(upstream.url);
    expectProblem(text, 502, 'upstream-invalid');
    expect(outcome?.end).toBe('upstream-invalid');
  });

  test('an unasked 100 before the answer does no harm, or is told as what it is', async () => {
    const upstream = keep(
      await startRawUpstream((socket) => {
        socket.write('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
      }),
    );
    const { text, outcome } = await ask(upstream.url);
    if (outcome?.status === 200) expect(text).toMatch(/\r\n\r\nok$/);
    else expectProblem(text, 502, 'upstream-invalid');
  });

  test('an answer that does not come in time', async () => {
    const upstream = keep(await startRawUpstream(() => {}));
    const { text, outcome } = await ask(targetOf(new URL(upstream.url), { timeoutMs: 100 }));
    expectProblem(text, 504, 'upstream-timeout');
    expect(text).toContain('--upstream-timeout-ms');
    expect(outcome?.end).toBe('upstream-timeout');
  });

  test('an answer that may take as long as it likes', async () => {
    const upstream = keep(
      await startRawUpstream((socket) => {
        setTimeout(() => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'), 50);
      }),
    );
    const { text } = await ask(targetOf(new URL(upstream.url), { timeoutMs: 0 }));
    expect(text).toContain('200 OK');
  });

  test.each([
    ['with a length', 'Content-Length: 100\r\n\r\npart', 'fin'],
    ['in chunks', 'Transfer-Encoding: chunked\r\n\r\n4\r\npart\r\n', 'fin'],
    ['with a length, by reset', 'Content-Length: 100\r\n\r\npart', 'rst'],
    ['in chunks, by reset', 'Transfer-Encoding: chunked\r\n\r\n4\r\npart\r\n', 'rst'],
  ])('a body %s that breaks off never looks complete', async (_name, rest, end) => {
    const upstream: RawUpstream = keep(
      await startRawUpstream((socket) => {
        socket.write(HEAD + rest, () => {
          if (end === 'fin') socket.end();
          else setTimeout(() => socket.resetAndDestroy(), 20);
        });
      }),
    );
    const { text, outcome } = await ask(upstream.url);
    expect(text).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(text).toContain('part');
    expect(text).not.toContain('\r\n0\r\n\r\n');
    expect(outcome).toMatchObject({ end: 'upstream-reset', status: 200, upstreamStatus: 200 });
    await expect(fetch(upstream.url).then((answer) => answer.text())).rejects.toThrow();
  });

  test('a close-delimited body that is reset breaks a client that has no other sign', async () => {
    const upstream = keep(
      await startRawUpstream((socket) => {
        socket.write(`${HEAD}\r\npart`, () => setTimeout(() => socket.resetAndDestroy(), 20));
      }),
    );
    const { ended } = await ask(upstream.url, 'GET / HTTP/1.0');
    expect(ended).toBe('rst');
  });

  test('a close-delimited body that ends is complete', async () => {
    const upstream = keep(await startRawUpstream((socket) => socket.end(`${HEAD}\r\nall of it`)));
    const { text, outcome } = await ask(upstream.url);
    expect(text).toContain('all of it');
    expect(text).toMatch(/\r\n0\r\n\r\n$/);
    expect(outcome?.end).toBe('complete');
  });

  test('an https upstream, trusted or not', async () => {
    const tls = new URL('../support/tls/', import.meta.url);
    const [key, ca] = await Promise.all(
      ['key.pem', 'cert.pem'].map((name) => readFile(new URL(name, tls), 'utf8')),
    );
    const server = createServer({ key, cert: ca }, (_request, response) => response.end('secure'));
    await listen(server, { port: 0, host: '127.0.0.1', name: 'upstream' });
    keep({ close: () => stop(server) });
    const url = new URL(addressOf(server).url.replace('http:', 'https:'));

    const trusting = await ask(targetOf(url, ca === undefined ? {} : { ca }));
    expect(trusting.text).toContain('secure');
    const careless = await ask(targetOf(url, { insecure: true }));
    expect(careless.text).toContain('secure');
    const strict = await ask(targetOf(url));
    expectProblem(strict.text, 502, 'upstream-invalid');
    expect(strict.text).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
  });

  test('an upstream on IPv6', async () => {
    const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nsix';
    const upstream = keep(
      await startRawUpstream((socket) => socket.write(answer), undefined, '::1'),
    );
    const { text } = await ask(upstream.url);
    expect(bodyOf(text)).toBe('six');
    expect(upstream.received[0]?.toLowerCase()).toContain(`host: ${new URL(upstream.url).host}`);
  });

  test('connections that the upstream closes unannounced do not surface as failures', async () => {
    const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
    const upstream = keep(await startRawUpstream((socket) => socket.end(answer)));
    const proxy = keep(await startWireProxy({ target: upstream.url, ...way }));
    for (let i = 0; i < 200; i += 1) {
      const method = i % 2 === 0 ? 'GET' : 'POST';
      const response = await fetch(proxy.url, { method });
      expect(`${i}: ${await response.text()}`).toBe(`${i}: ok`);
    }
    expect(upstream.received).toHaveLength(200);
  });

  test('a client that leaves takes its upstream request with it', async () => {
    const upstream = keep(
      await startRawUpstream((socket) => socket.write(`${HEAD}Content-Length: 9\r\n\r\nhalf`)),
    );
    const proxy = keep(await startWireProxy({ target: upstream.url, ...way }));
    await rawExchange(proxy.port, request('GET / HTTP/1.1'), {
      until: (text) => text.includes('half'),
    });
    await expect.poll(() => upstream.closed()).toBe(1);
    await expect.poll(() => proxy.outcomes).toMatchObject([{ end: 'client-abort' }]);
  });

  test('a client that leaves before the answer takes its upstream request with it', async () => {
    const upstream = keep(await startRawUpstream(() => {}));
    const proxy = keep(await startWireProxy({ target: upstream.url, ...way }));
    const leaving = new AbortController();
    const asked = fetch(proxy.url, { signal: leaving.signal });
    await expect.poll(() => upstream.received.length).toBe(1);
    leaving.abort();
    await expect(asked).rejects.toThrow();
    await expect.poll(() => upstream.closed()).toBe(1);
    await expect.poll(() => proxy.outcomes).toMatchObject([{ end: 'client-abort', status: null }]);
  });
});
