import net from 'node:net';
import { performance } from 'node:perf_hooks';

/** One run of the load: `connections` keep-alive sockets, one request in flight on each. */
export type LoadOptions = {
  readonly port: number;
  readonly connections: number;
  readonly durationMs: number;
  readonly method: 'GET' | 'POST';
};

export type LoadResult = {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failures: number;
};

const POST_BODY = JSON.stringify({ petId: 7, quantity: 1, status: 'placed', complete: false });

/** Writes prepared bytes and reads framed answers: the client must cost less than what it measures. */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const bytes = Buffer.from(requestText(options.method));
  const times: number[] = [];
  let failures = 0;
  const start = performance.now();
  const end = start + options.durationMs;
  await Promise.all(
    Array.from({ length: options.connections }, () =>
      drive(options.port, bytes, end, (ms, ok) => {
        times.push(ms);
        if (!ok) failures += 1;
      }),
    ),
  );
  const seconds = (performance.now() - start) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { requests: times.length, seconds, p50Ms: at(0.5), p99Ms: at(0.99), failures };
}

function requestText(method: LoadOptions['method']): string {
  const head = [
    `${method} /api/v3/pet/7 HTTP/1.1`,
    'Host: bench.test',
    'Accept: application/json',
    'User-Agent: bench',
    'Chaos-Session: bench',
  ];
  if (method === 'GET') return [...head, '', ''].join('\r\n');
  head.push('Content-Type: application/json', `Content-Length: ${POST_BODY.length}`);
  return [...head, '', POST_BODY].join('\r\n');
}

function drive(
  port: number,
  bytes: Buffer,
  end: number,
  done: (ms: number, ok: boolean) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
    let sentAt = 0;
    let gathered = '';
    const send = (): void => {
      sentAt = performance.now();
      socket.write(bytes);
    };
    socket.once('connect', send);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      gathered += chunk.toString('latin1');
      if (!isComplete(gathered)) return;
      const now = performance.now();
      done(now - sentAt, gathered.startsWith('HTTP/1.1 200'));
      gathered = '';
      if (now < end) send();
      else {
        socket.destroy();
        resolve();
      }
    });
  });
}

const LENGTH = /\r\ncontent-length: (\d+)\r\n/i;

/** Whether a whole answer has come; the answers measured here have a length or are chunked. */
function isComplete(text: string): boolean {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = LENGTH.exec(text);
  if (length !== null) return text.length >= head + 4 + Number(length[1]);
  return text.endsWith('\r\n0\r\n\r\n');
}
