// A proxy that never waits for its reader: what the memory test has to find.
import { createServer, request } from 'node:http';

const target = process.argv[2];
const server = createServer((incoming, response) => {
  const { method, url, headers } = incoming;
  const outgoing = request(target + url, { method, headers, agent: false }, (answer) => {
    response.writeHead(answer.statusCode, answer.rawHeaders);
    answer.on('data', (chunk) => response.write(chunk)).on('end', () => response.end());
  });
  incoming.on('data', (chunk) => outgoing.write(chunk)).on('end', () => outgoing.end());
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
