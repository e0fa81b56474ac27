import { createServer } from 'node:http';
import { announce } from './announce.ts';

// What every candidate forwards to: a small JSON answer, made once.
const BODY = JSON.stringify({
  id: 7,
  category: { id: 1, name: 'dogs' },
  name: 'rex',
  photoUrls: ['https://example.org/rex.jpg'],
  tags: [{ id: 1, name: 'good' }],
  status: 'available',
});
const HEAD = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(BODY) };

const server = createServer((request, response) => {
  if (request.method === 'POST') {
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    request.on('end', () => {
      const body = `{"bytes":${bytes}}`;
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      });
      response.end(body);
    });
    return;
  }
  response.writeHead(200, HEAD);
  response.end(BODY);
});
server.keepAliveTimeout = 60_000;
announce(server);
