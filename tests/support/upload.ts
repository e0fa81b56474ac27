import { connect } from 'node:net';

const PIECE = Buffer.alloc(64 * 1024);

export type Upload = { readonly text: string; readonly error: string | undefined };

/** Sends a PUT of so many pieces of 64 KiB to its end, whatever comes back meanwhile. */
export function upload(port: number, pieces: number): Promise<Upload> {
  return new Promise((resolve) => {
    let text = '';
    let error: string | undefined;
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const send = (left: number): void => {
      if (socket.destroyed) return;
      if (left === 0) socket.end();
      else socket.write(PIECE, () => send(left - 1));
    };
    const length = pieces * PIECE.length;
    const head = `PUT / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n`;
    socket.write(head, () => send(pieces));
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', (reason) => {
      error = String(reason);
    });
    socket.on('close', () => resolve({ text, error }));
  });
}
