import type { RequestListener } from 'node:http';
import { expect, onTestFinished } from 'vitest';
import { bodyOf, type RawOptions, rawExchange, request } from './raw-client.ts';
import { startUpstream } from './upstream.ts';
import { type FaultInput, startWireProxy, type WireOptions } from './wire-proxy.ts';

/** What a client without an HTTP library got of an answer that met a fault. */
export async function meetStream(
  fault: FaultInput | null,
  answer: RequestListener,
  { raw = {}, ...options }: Partial<WireOptions> & { readonly raw?: RawOptions } = {},
) {
  const upstream = await startUpstream(answer);
  const proxy = await startWireProxy({
    target: upstream.url,
    ...(fault !== null && { fault }),
    ...options,
  });
  onTestFinished(async () => {
    await proxy.close();
    await upstream.close();
  });
  const asked = request('POST /v1 HTTP/1.1', ['Connection: close', 'Content-Length: 2'], '{}');
  const { text, ended } = await rawExchange(proxy.port, asked, raw);
  await expect.poll(() => proxy.outcomes.length).toBe(1);
  expect(proxy.errors).toEqual([]);
  const rawBody = bodyOf(text);
  const { body, isWhole } = unchunked(rawBody);
  return {
    head: text.slice(0, text.indexOf('\r\n\r\n')),
    rawBody,
    body,
    isWhole,
    ended,
    outcome: proxy.outcomes[0],
  };
}

/** The bytes behind a chunked framing, and whether its last chunk was there. */
function unchunked(framed: string): { readonly body: string; readonly isWhole: boolean } {
  let body = '';
  let at = 0;
  for (;;) {
    const line = framed.indexOf('\r\n', at);
    if (line < 0) return { body: utf8(body), isWhole: false };
    const size = Number.parseInt(framed.slice(at, line), 16);
    if (size === 0) return { body: utf8(body), isWhole: true };
    body += framed.slice(line + 2, line + 2 + size);
    at = line + 2 + size + 2;
  }
}

function utf8(octets: string): string {
  return Buffer.from(octets, 'latin1').toString();
}
