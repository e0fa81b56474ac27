import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { targetOf } from '../../../services/chaos-proxy/src/upstream/index.ts';
import { opened } from '../../support/opened.ts';
import { startUpstream } from '../../support/upstream.ts';
import { upload } from '../../support/upload.ts';
import { startWireProxy, WAYS } from '../../support/wire-proxy.ts';

const keep = opened();
const TLS = new URL('../../support/tls/', import.meta.url);
const ANSWER = 'HTTP/1.1 413 Too Large\r\nContent-Length: 8\r\nConnection: close\r\n\r\ntoo much';
// Whether an answer is lost without patience is a race; it is lost about every other time.
const UPLOADS = 10;

/** Answers at the first bytes of an upload and cuts the connection, which resets it. */
function refuse(socket: Socket): void {
  socket.on('error', () => {});
  socket.once('data', () => {
    socket.pause();
    socket.write(ANSWER, () => socket.destroy());
  });
}

async function secure(): Promise<Server> {
  const [key, cert] = await Promise.all(
    ['key.pem', 'cert.pem'].map((name) => readFile(new URL(name, TLS), 'utf8')),
  );
  return createSecureServer({ key, cert }, refuse);
}

describe.each(WAYS)('front: $front, lanes: $lanes', (way) => {
  test.each(['http', 'https'])(
    'the answer of an %s upstream to an upload that it does not read',
    async (scheme) => {
      const server = scheme === 'http' ? createServer(refuse) : await secure();
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      keep({ close: () => new Promise<void>((resolve) => server.close(() => resolve())) });
      const { port } = server.address() as AddressInfo;
      const target = targetOf(new URL(`${scheme}://127.0.0.1:${port}`), { insecure: true });
      const proxy = keep(await startWireProxy({ target, ...way }));

      for (let i = 0; i < UPLOADS; i += 1) {
        const { text, error } = await upload(proxy.port, 32);
        expect(error).toBeUndefined();
        expect(text).toMatch(/^HTTP\/1\.1 413 /);
        expect(text).toMatch(/too much$/);
      }
      const outcome = { end: 'complete', status: 413, upstreamStatus: 413 };
      await expect
        .poll(() => proxy.outcomes)
        .toMatchObject(Array.from({ length: UPLOADS }, () => outcome));
    },
  );

  test('the upload goes on, and nobody resets it', async () => {
    const upstream = keep(await startUpstream());
    upstream.server.removeAllListeners('request');
    upstream.server.on('request', (_incoming, response: ServerResponse) => {
      response.writeHead(413, { Connection: 'close' });
      response.end('too much');
    });
    const proxy = keep(await startWireProxy({ target: upstream.url, ...way }));
    const { text, error } = await upload(proxy.port, 128);
    expect(error).toBeUndefined();
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
    expect(text).toContain('too much');
  });
});
