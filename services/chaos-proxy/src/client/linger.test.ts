import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { lingerOverUpload } from './linger.ts';

let server: Server;
afterEach(() => server.close());

/** Starts a PUT that never ends on a server that answers at once and lingers for `lingerMs`. */
async function endlessUpload(lingerMs: number) {
  let connection: Socket | undefined;
  server = createServer((request, response) => {
    connection = request.socket;
    lingerOverUpload(request, response, lingerMs);
    response.writeHead(413, { Connection: 'close' });
    response.end('too much');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  let text = '';
  socket.on('data', (chunk) => {
    text += String(chunk);
  });
  // Its own writes fail once the server has closed for good.
  socket.on('error', () => {});
  const send = (): void => {
    if (!socket.destroyed) socket.write('x', () => setImmediate(send));
  };
  socket.write('PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n', send);
  const saw = (event: 'end' | 'close') => new Promise((resolve) => socket.once(event, resolve));
  return { saw, text: () => text, isCut: () => connection?.destroyed };
}

it('closes its half at once, and the rest when it has waited long enough', async () => {
  const { saw, text, isCut } = await endlessUpload(300);
  const closed = saw('close');
  await saw('end');
  expect(text()).toContain('too much');
  expect(isCut()).toBe(false);
  await closed;
  expect(isCut()).toBe(true);
});
