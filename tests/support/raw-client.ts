import net from 'node:net';

/** What a client without any HTTP library saw on its socket. */
export type RawResult = {
  readonly text: string;
  readonly bytes: Buffer;
  /** `fin`: the peer closed cleanly; `rst`: ECONNRESET; `none`: still open when we stopped looking. */
  readonly ended: 'fin' | 'rst' | 'none';
};

export type RawOptions = {
  /** Stop looking as soon as this is true of what has come, and close. */
  readonly until?: (text: string) => boolean;
  readonly host?: string;
  /** Close the sending side behind the bytes. */
  readonly halfClose?: boolean;
};

/** Writes bytes to a port and gathers what comes back until the peer ends the connection. */
export function rawExchange(
  port: number,
  bytes: string | Buffer,
  { until, host = '127.0.0.1', halfClose = false }: RawOptions = {},
): Promise<RawResult> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = net.connect({ port, host });
    const finish = (ended: RawResult['ended']): void => {
      const all = Buffer.concat(chunks);
      socket.destroy();
      resolve({ text: all.toString('latin1'), bytes: all, ended });
    };
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      if (until?.(Buffer.concat(chunks).toString('latin1'))) finish('none');
    });
    socket.on('end', () => finish('fin'));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      finish(error.code === 'ECONNRESET' || error.code === 'EPIPE' ? 'rst' : 'none');
    });
    if (halfClose) socket.end(bytes);
    else socket.write(bytes);
  });
}

/** A request in its bytes; lines are joined with CRLF. */
export function request(line: string, headers: readonly string[] = [], body = ''): string {
  return [line, 'Host: lab.test', ...headers, '', body].join('\r\n');
}

/** The body behind the head of a raw response. */
export function bodyOf(text: string): string {
  const end = text.indexOf('\r\n\r\n');
  return end < 0 ? '' : text.slice(end + 4);
}
