// Makes the calls of a tape with node:http and nothing else, and says how long it took.
// bare-client.ts TAPE URL CONCURRENCY ROUND
import { Agent, request } from 'node:http';
import { type Call, type Run, runsOfTape } from './calls.ts';

const [tape = '', url = '', concurrency = '16', round = '0'] = process.argv.slice(2);
const target = new URL(url);
const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const runs = runsOfTape(tape);
const statuses: Record<string, number> = {};

function send(call: Call, { session, arm }: Run): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        agent,
        host: target.hostname,
        port: target.port,
        method: call.method,
        path: call.path,
        headers: {
          'chaos-session': `${session}-${round}`,
          'chaos-arm': arm,
          ...(call.body === ''
            ? {}
            : {
                'content-type': 'application/json',
                'content-length': Buffer.byteLength(call.body),
              }),
        },
      },
      (answer) => {
        const status = String(answer.statusCode);
        statuses[status] = (statuses[status] ?? 0) + 1;
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        answer.once('end', () => {
          JSON.parse(text);
          resolve();
        });
      },
    );
    outgoing.once('error', reject);
    outgoing.end(call.body);
  });
}

const startedAt = performance.now();
let next = 0;
await Promise.all(
  Array.from({ length: Number(concurrency) }, async () => {
    for (let run = runs[next++]; run !== undefined; run = runs[next++]) {
      for (const call of run.calls) await send(call, run);
    }
  }),
);
const seconds = (performance.now() - startedAt) / 1000;
console.log(JSON.stringify({ runs: runs.length, seconds, statuses }));
agent.destroy();
