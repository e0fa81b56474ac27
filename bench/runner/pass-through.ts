// A pass-through as small as node:http allows: keep-alive on both sides, bodies piped.
import { Agent, createServer, request } from 'node:http';
import { announceListening, listen } from '@chaos-lab/service-kit';

const target = new URL(process.argv[2] ?? '');
const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const server = createServer((incoming, response) => {
  const outgoing = request(
    {
      agent,
      host: target.hostname,
      port: target.port,
      method: incoming.method,
      path: incoming.url,
      headers: incoming.headers,
    },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    },
  );
  outgoing.once('error', () => response.destroy());
  incoming.pipe(outgoing);
});
const traffic = await listen(server, { port: 0, host: '127.0.0.1', name: 'pass-through' });
announceListening('pass-through', { traffic });
process.once('SIGTERM', () => process.exit(0));
