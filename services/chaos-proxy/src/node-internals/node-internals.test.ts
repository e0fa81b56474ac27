import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { takeParser } from './connection-parser.ts';
import { closeAsNode, insteadOfClosing } from './last-answer.ts';
import { patient } from './patience.ts';
import { pendingResponse } from './pending-response.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A client of a server on a free port, and what it has read. */
async function clientOf(server: ReturnType<typeof createServer>) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  socket.on('error', () => {});
  closers.push(() => {
    socket.destroy();
    server.close();
    server.closeAllConnections();
  });
  return { socket, text: () => text };
}

it('the one listener of connections of an http server parses a socket that it is given later', async () => {
  const server = createServer((_request, response) => response.end('parsed'));
  const parse = takeParser(server);
  server.on('connection', (socket: Socket) => {
    socket.once('data', (bytes: Buffer) => {
      socket.unshift(bytes);
      parse(socket);
    });
  });
  const { socket, text } = await clientOf(server);
  socket.write('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  await once(socket, 'end');
  expect(text()).toMatch(/^HTTP\/1\.1 200 [^]*parsed$/);
});

it('a second listener of connections is noticed', () => {
  const server = createServer();
  server.on('connection', () => {});
  expect(() => takeParser(server)).toThrow(/not one handler/);
});

it('the response that a connection waits for is found on its socket', async () => {
  const server = createServer();
  const seen = new Promise<boolean>((resolve) => {
    server.on('request', (request, response) => {
      resolve(pendingResponse(request.socket) === response);
      response.end();
    });
  });
  const { socket } = await clientOf(server);
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  expect(await seen).toBe(true);
});

it('what node does behind a last answer can be put off', async () => {
  let put: (() => void) | undefined;
  const server = createServer((request, response) => {
    insteadOfClosing(request.socket, () => {
      put = () => closeAsNode(request.socket);
    });
    response.writeHead(200, { Connection: 'close' }).end('last');
  });
  const { socket, text } = await clientOf(server);
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await expect.poll(text).toContain('last');
  expect(socket.readableEnded).toBe(false);
  await expect.poll(() => put !== undefined).toBe(true);
  put?.();
  await once(socket, 'end');
});

it('a patient socket reads what the peer sent before it reset the connection', async () => {
  const server = createTcpServer((peer) => {
    peer.on('error', () => {});
    peer.once('data', () => {
      peer.pause();
      peer.write('early', () => peer.resetAndDestroy());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => server.close());
  const socket = patient(
    connect((server.address() as AddressInfo).port, '127.0.0.1'),
    (error) => new Error('renamed', { cause: error }),
  );
  closers.push(() => socket.destroy());
  const ended = new Promise<Error | undefined>((resolve) => {
    socket.once('error', resolve);
    socket.once('close', () => resolve(undefined));
  });
  socket.resume();
  socket.write('a');
  const error = await ended;
  expect(error?.message).toBe('renamed');
});
