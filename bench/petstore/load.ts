import net from 'node:net';

export type LoadOptions = {
  readonly port: number;
  readonly connections: number;
  readonly durationMs: number;
  /** The whole bytes of the nth request of a connection. */
  readonly request: (connection: number, nth: number) => string;
};

export type LoadResult = { readonly requests: number; readonly seconds: number };

/**
 * Keep-alive sockets with one request in flight on each, for a time. Writes prepared bytes and looks
 * only at status and length, so that it costs less than what it measures. Rejects for any answer
 * but 200.
 */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const start = performance.now();
  const end = start + options.durationMs;
  const sockets = Array.from({ length: options.connections }, (_, connection) =>
    drive(options, connection, end),
  );
  const counts = await Promise.all(sockets);
  const seconds = (performance.now() - start) / 1000;
  return { requests: counts.reduce((sum, count) => sum + count, 0), seconds };
}

function drive(options: LoadOptions, connection: number, end: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port: options.port, host: '127.0.0.1', noDelay: true });
    let count = 0;
    let gathered = '';
    const send = (): void => {
      socket.write(options.request(connection, count), 'latin1');
    };
    socket.once('connect', send);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the server closed a connection')));
    socket.on('data', (chunk) => {
      gathered += chunk.toString('latin1');
      if (!isWhole(gathered)) return;
      if (!gathered.startsWith('HTTP/1.1 200')) {
        reject(new Error(`unexpected answer: ${gathered.slice(0, 300)}`));
        socket.destroy();
        return;
      }
      gathered = '';
      count += 1;
      if (performance.now() < end) {
        send();
      } else {
        resolve(count);
        socket.destroy();
      }
    });
  });
}

function isWhole(text: string): boolean {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd === -1) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, headEnd))?.[1];
  if (length === undefined) throw new Error('an answer without a length cannot be framed');
  return text.length >= headEnd + 4 + Number(length);
}
