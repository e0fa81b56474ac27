import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { opened } from '../support/opened.ts';
import { bodyOf, type RawOptions, rawExchange, request } from '../support/raw-client.ts';
import { startUpstream } from '../support/upstream.ts';
import { type FaultInput, startWireProxy } from '../support/wire-proxy.ts';

const keep = opened();
const BODY = '{"id":7,"name":"rex","tags":[1,2,3]}';

const sized: RequestListener = (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': BODY.length });
  response.end(BODY);
};
const chunked: RequestListener = (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.write(BODY.slice(0, 10));
  response.end(BODY.slice(10));
};

async function meet(
  fault: FaultInput,
  answer: RequestListener = sized,
  method = 'GET',
  options: RawOptions = {},
) {
  const upstream = keep(await startUpstream(answer));
  const proxy = keep(await startWireProxy({ target: upstream.url, fault }));
  const asked = request(`${method} /pet/7 HTTP/1.1`, ['Connection: close']);
  const result = await rawExchange(proxy.port, asked, options);
  await expect.poll(() => proxy.outcomes.length).toBe(1);
  expect(proxy.errors).toEqual([]);
  expect(upstream.seen).toHaveLength(1);
  return { ...result, body: bodyOf(result.text), outcome: proxy.outcomes[0], proxy };
}

describe('truncate', () => {
  test.each([
    ['fin', 'fin'],
    ['rst', 'rst'],
  ] as const)('keeps the full length, sends a part and ends by %s', async (end, ended) => {
    const met = await meet({ kind: 'truncate', fraction: 0.5, end });
    expect(met.text).toContain(`\r\nContent-Length: ${BODY.length}\r\n`);
    expect(met.body).toBe(BODY.slice(0, 18));
    expect(met.ended).toBe(ended);
    expect(met.outcome).toMatchObject({ end: 'injected', status: 200, upstreamStatus: 200 });
  });

  test('can keep the whole body back', async () => {
    const met = await meet({ kind: 'truncate', fraction: 0 });
    expect(met.text).toContain(`\r\nContent-Length: ${BODY.length}\r\n`);
    expect(met.body).toBe('');
    expect(met.ended).toBe('fin');
  });

  test('leaves a chunked body without its last chunk', async () => {
    const met = await meet({ kind: 'truncate', fraction: 0.5 }, chunked);
    expect(met.text).toContain('\r\nTransfer-Encoding: chunked\r\n');
    expect(met.body).toBe(`12\r\n${BODY.slice(0, 18)}\r\n`);
    expect(met.ended).toBe('fin');
  });

  test('cuts the first event of a stream that never ends', async () => {
    const met = await meet({ kind: 'truncate', afterBytes: 5 }, (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('data: 123\n\n');
    });
    expect(met.body).toBe('5\r\ndata:\r\n');
    expect(met.ended).toBe('fin');
  });

  test('has nothing to cut where there is no body', async () => {
    const met = await meet({ kind: 'truncate' }, (_request, response) =>
      response.writeHead(204).end(),
    );
    expect(met.text).toMatch(/^HTTP\/1\.1 204 /);
    expect(met.outcome).toMatchObject({ end: 'complete', suppressed: 'phase-impossible' });
  });
});

describe('stall', () => {
  test('sends the head and some bytes, then nothing until its cap, then FIN', async () => {
    const start = performance.now();
    const met = await meet({ kind: 'stall', afterBytes: 5, capMs: 80 });
    expect(performance.now() - start).toBeGreaterThan(75);
    expect(met.text).toContain(`\r\nContent-Length: ${BODY.length}\r\n`);
    expect(met.body).toBe(BODY.slice(0, 5));
    expect(met.ended).toBe('fin');
    expect(met.outcome?.end).toBe('injected');
  });

  test('never lets a short body be complete', async () => {
    const met = await meet({ kind: 'stall', afterBytes: 10_000, capMs: 20 });
    expect(met.body).toBe(BODY.slice(0, -1));
  });

  test('sends the head at once', async () => {
    const met = await meet({ kind: 'stall', capMs: 60_000 }, sized, 'GET', {
      until: (text) => text.endsWith('\r\n\r\n'),
    });
    expect(met.text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(met.outcome?.end).toBe('injected');
  });
});

describe('pacing', () => {
  test('dribble sends n bytes every t ms and all in the end', async () => {
    const start = performance.now();
    const met = await meet({ kind: 'dribble', bytes: 9, everyMs: 20 });
    expect(performance.now() - start).toBeGreaterThan(55);
    expect(met.body).toBe(BODY);
    expect(met.outcome).toMatchObject({ end: 'complete', status: 200 });
  });

  test('dribble shows as so many chunks', async () => {
    const met = await meet({ kind: 'dribble', bytes: 12, everyMs: 5 }, chunked);
    const parts = [BODY.slice(0, 12), BODY.slice(12, 24), BODY.slice(24)];
    expect(met.body).toBe(`${parts.map((part) => `c\r\n${part}\r\n`).join('')}0\r\n\r\n`);
  });

  test('bandwidth spreads a body over the time that its rate asks for', async () => {
    const start = performance.now();
    const met = await meet({ kind: 'bandwidth', bytesPerS: 360 });
    expect(performance.now() - start).toBeGreaterThan(70);
    expect(met.body).toBe(BODY);
    expect(met.outcome?.end).toBe('complete');
  });

  test('a large body keeps its bytes', async () => {
    const large = Buffer.alloc(900_000, 'abcdefghij');
    const met = await meet({ kind: 'bandwidth', bytesPerS: 20_000_000 }, (_request, response) => {
      response.writeHead(200, { 'Content-Length': large.length }).end(large);
    });
    expect(met.bytes.subarray(-large.length).equals(large)).toBe(true);
    expect(met.outcome?.end).toBe('complete');
  });
});

describe('bad-framing', () => {
  test('chunk-size is a chunk whose size is no number', async () => {
    const met = await meet({ kind: 'bad-framing' });
    expect(met.text).toMatch(
      /^HTTP\/1\.1 200 OK\r\n[^]*\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n$/,
    );
    expect(met.text).not.toMatch(/content-length/i);
    expect(met.ended).toBe('fin');
    expect(met.outcome).toMatchObject({ end: 'injected', upstreamStatus: 200 });
  });

  test('status-line is no status line', async () => {
    const met = await meet({ kind: 'bad-framing', variant: 'status-line' });
    expect(met.text).toBe('HTTQ/1.1 2OO QK\r\n\r\n');
    expect(met.ended).toBe('fin');
  });
});

describe('a changed body is well framed', () => {
  test.each([
    ['malformed-json', { mode: 'cut' }, BODY.slice(0, 18)],
    ['malformed-json', { mode: 'broken' }, '{"id":7,"name":"rex","tags"~[1,2,3]}'],
    ['wrong-value', {}, '{"id":7,"name":"rex","tags":[1,503,3]}'],
    ['schema-violation', {}, '{"id":7,"name":"rex","tags":["not a number",2,3]}'],
  ] as const)('%s %o', async (kind, options, body) => {
    for (const answer of [sized, chunked]) {
      const met = await meet({ kind, ...options }, answer);
      expect(met.text).toContain(`\r\nContent-Length: ${body.length}\r\n`);
      expect(met.text).not.toMatch(/transfer-encoding/i);
      expect(met.body).toBe(body);
      expect(met.outcome).toMatchObject({ end: 'injected', status: 200 });
    }
  });

  test('whatever its encoding was', async () => {
    const met = await meet({ kind: 'wrong-value' }, (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' });
      response.end(gzipSync('{"id":1}'));
    });
    expect(met.text).not.toMatch(/content-encoding/i);
    expect(met.body).toBe('{"id":502}');
  });

  test.each([
    ['not-json', 200, 'text/plain', 'hello'],
    ['not-json', 200, 'application/json', '{"broken":'],
    ['phase-impossible', 404, 'application/json', '{"a":1}'],
    ['phase-impossible', 200, 'application/json', '{}'],
  ])('and is left alone where it is %s', async (suppressed, status, type, body) => {
    const met = await meet({ kind: 'wrong-value' }, (_request, response) => {
      response.writeHead(status, { 'Content-Type': type }).end(body);
    });
    expect(met.text).toContain(body);
    expect(met.outcome).toMatchObject({ end: 'complete', suppressed, status });
  });
});

describe('stale', () => {
  test('is the previous answer to the same request of the same session', async () => {
    let count = 0;
    const upstream = keep(
      await startUpstream((_request, response) => response.end(`answer ${(count += 1)}`)),
    );
    const proxy = keep(
      await startWireProxy({
        target: upstream.url,
        keepAnswers: true,
        fault: ({ headers }) => (headers['x-stale'] === undefined ? null : { kind: 'stale' }),
      }),
    );
    const ask = async (path: string, headers: Record<string, string> = {}) =>
      (await fetch(`${proxy.url}${path}`, { headers })).text();

    expect(await ask('/a', { 'x-stale': '1' })).toBe('answer 1');
    expect(await ask('/a', { 'x-stale': '1' })).toBe('answer 1');
    expect(await ask('/a', { 'x-stale': '1' })).toBe('answer 2');
    expect(await ask('/b')).toBe('answer 4');
    expect(await ask('/b', { 'x-stale': '1' })).toBe('answer 4');
    expect(await ask('/b', { 'x-stale': '1', 'chaos-session': 'other' })).toBe('answer 6');
    await expect
      .poll(() => proxy.outcomes.map(({ suppressed, end }) => suppressed ?? end))
      .toEqual([
        'no-previous-answer',
        'injected',
        'injected',
        'complete',
        'injected',
        'no-previous-answer',
      ]);
  });
});

describe('duplicate', () => {
  test('the upstream gets the request twice, body and all, the client the first answer', async () => {
    let count = 0;
    const upstream = keep(
      await startUpstream((_request, response) => response.end(`order ${(count += 1)}`)),
    );
    const proxy = keep(
      await startWireProxy({ target: upstream.url, fault: { kind: 'duplicate' } }),
    );
    const answer = await fetch(`${proxy.url}/order?x`, { method: 'POST', body: 'one order' });
    expect(await answer.text()).toBe('order 1');
    expect(upstream.seen.map(({ method, url, body }) => [method, url, String(body)])).toEqual([
      ['POST', '/order?x', 'one order'],
      ['POST', '/order?x', 'one order'],
    ]);
    await expect.poll(() => proxy.outcomes).toMatchObject([{ end: 'complete', status: 200 }]);
  });
});

test('a fault after the answer is not put on top of a real failure', async () => {
  const gone = await startUpstream();
  await gone.close();
  for (const kind of ['http-error', 'reset', 'truncate', 'wrong-value']) {
    const fault = { kind, ...(kind === 'http-error' && { status: 503 }) } as FaultInput;
    const phase = kind === 'http-error' || kind === 'reset' ? { phase: 'after' } : {};
    const proxy = keep(await startWireProxy({ target: gone.url, fault: { ...fault, ...phase } }));
    const answer = await fetch(proxy.url);
    expect(answer.status).toBe(502);
    await expect
      .poll(() => proxy.outcomes)
      .toMatchObject([{ end: 'upstream-refused', suppressed: 'upstream-failed', status: 502 }]);
  }
});

test('names the fault only where the scenario reveals it', async () => {
  const upstream = keep(await startUpstream(sized));
  const fault = { kind: 'http-error', status: 500 } as const;
  const quiet = keep(await startWireProxy({ target: upstream.url, fault }));
  const open = keep(await startWireProxy({ target: upstream.url, fault, reveal: true }));
  expect((await fetch(quiet.url)).headers.get('chaos-fault')).toBeNull();
  const answer = await fetch(open.url);
  expect(answer.headers.get('chaos-fault')).toBe('http-error;phase=before');
  expect(answer.headers.get('chaos-decision-id')).toBe('decision-1');
});
